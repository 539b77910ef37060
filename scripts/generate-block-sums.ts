// Writes src/browser/quality/block-sums-code.ts from block-sums.wat: npx tsx scripts/generate-block-sums.ts
import { writeFile } from 'node:fs/promises';
import { blockSumsCodeText } from './generate/block-sums-code-text.ts';

await writeFile(new URL('../src/browser/quality/block-sums-code.ts', import.meta.url), await blockSumsCodeText());
