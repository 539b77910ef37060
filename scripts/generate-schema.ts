// Writes scenarios/scenario.schema.json from the schema that the loader validates with: npx tsx scripts/generate-schema.ts
import { writeFile } from 'node:fs/promises';
import { scenarioJsonSchemaText } from '../src/scenario/schema/json-schema.ts';

const target = new URL('../scenarios/scenario.schema.json', import.meta.url);
await writeFile(target, scenarioJsonSchemaText());
