import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { loadCatalog } from '../../../../src/scenario/catalog/load-catalog.ts';
import { scenarioJsonSchemaText } from '../../../../src/scenario/schema/json/json-schema.ts';
import { vocabulary } from '../../../../src/verdict/vocabulary.ts';

const text = scenarioJsonSchemaText({ catalog: await loadCatalog(), metrics: vocabulary.metrics });

test('scenario.schema.json is up to date (npx tsx scripts/generate-schema.ts renews it)', async () => {
  const shipped = await readFile(new URL('../../../../scenarios/scenario.schema.json', import.meta.url), 'utf8');
  expect(shipped).toBe(text);
});

test('lets an editor refuse unknown keys and quantities without a unit', () => {
  const schema = JSON.parse(text);
  expect(schema.additionalProperties).toBe(false);
  expect(schema.required).toEqual(['broadcast', 'regions']);
  const bitrate = new RegExp(schema.properties.broadcast.properties.video.properties.bitrate.pattern);
  expect('2 Mbps').toMatch(bitrate);
  expect('2').not.toMatch(bitrate);
});
