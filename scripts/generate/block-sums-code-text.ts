import { readFile } from 'node:fs/promises';
import createWabt from 'wabt';

const NAME = 'block-sums.wat';
const LINE = 100;

/** The text of block-sums-code.ts: what block-sums.wat assembles to. */
export async function blockSumsCodeText(): Promise<string> {
  const { parseWat } = await createWabt();
  const text = await readFile(new URL(`../../src/browser/quality/${NAME}`, import.meta.url), 'utf8');
  const module = parseWat(NAME, text, { simd: true });
  const code = Buffer.from(module.toBinary({}).buffer).toString('base64');
  module.destroy();
  const lines = code.match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return [
    `/** ${NAME}, assembled (WebAssembly, base64): npx tsx scripts/generate-block-sums.ts renews it. */`,
    'export const BLOCK_SUMS_CODE = [',
    ...lines.map((line) => `  '${line}',`),
    "].join('');",
    '',
  ].join('\n');
}
