// Writes scenarios/scenario.schema.json from the schema that the loader validates with, the catalog and the metrics: npx tsx scripts/generate-schema.ts
import { writeFile } from 'node:fs/promises';
import { loadCatalog } from '../src/scenario/catalog/load-catalog.ts';
import { scenarioJsonSchemaText } from '../src/scenario/schema/json/json-schema.ts';
import { vocabulary } from '../src/verdict/vocabulary.ts';

const target = new URL('../scenarios/scenario.schema.json', import.meta.url);
await writeFile(target, scenarioJsonSchemaText({ catalog: await loadCatalog(), metrics: vocabulary.metrics }));
