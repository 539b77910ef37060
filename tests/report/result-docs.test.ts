import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { resultDocs } from '../../src/report/result-docs.ts';

it('describes every field of result.json (npx tsx scripts/generate-result-docs.ts renews docs/result.md)', () => {
  expect(readFileSync(new URL('../../docs/result.md', import.meta.url), 'utf8')).toBe(resultDocs());
  expect(resultDocs()).not.toMatch(/: *$/m);
});
