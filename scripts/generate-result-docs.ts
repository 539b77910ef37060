// Writes docs/result.md from the schema of result.json: npx tsx scripts/generate-result-docs.ts
import { writeFileSync } from 'node:fs';
import { resultDocs } from '../src/report/result-docs.ts';

writeFileSync(new URL('../docs/result.md', import.meta.url), resultDocs());
