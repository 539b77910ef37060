import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { problemPart } from '../../src/commands/messages/input-phrases.ts';
import { InputError } from '../../src/lib/errors.ts';
import { readResult } from '../../src/result/read-result.ts';

const TEXT = readFileSync(new URL('../fixtures/comparison/result.json', import.meta.url), 'utf8');
const whole = () => JSON.parse(TEXT) as { readonly takes: readonly object[] };
const takesWith = (change: object) => ({ ...whole(), takes: whole().takes.map((take) => ({ ...take, ...change })) });

it.each([
  ['torn', TEXT.slice(0, 5000), 'text that is no JSON', '不是 JSON 的内容'],
  ['empty', '', 'text that is no JSON', '不是 JSON 的内容'],
  ['NaN', TEXT.replace(/"seed": ?\d+/, '"seed": NaN'), 'text that is no JSON', '不是 JSON 的内容'],
  ['nothing', 'null', 'Invalid input: expected object, received null', '应为映射，实际没有内容'],
  [
    'of another version',
    { ...whole(), schemaVersion: 99 },
    'schemaVersion: Invalid input: expected 1',
    'schemaVersion：应为 1',
  ],
  [
    'without its takes',
    { ...whole(), takes: null },
    'takes: Invalid input: expected array, received null',
    'takes：应为列表，实际没有内容',
  ],
  [
    'text for a number',
    takesWith({ seed: '1' }),
    'takes.0.seed: Invalid input: expected number, received string',
    'takes.0.seed：应为数字，实际为文字',
  ],
])('a result.json that is damaged is refused in both languages: %s', async (_, written, got, zh) => {
  const directory = mkdtempSync(join(tmpdir(), 'longhaul-result-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  writeFileSync(join(directory, 'result.json'), typeof written === 'string' ? written : JSON.stringify(written));
  const error = await readResult(directory).catch((each: unknown) => each);
  if (!(error instanceof InputError)) throw error;
  expect(error.problems).toMatchObject([{ where: join(directory, 'result.json'), got }]);
  expect(problemPart(got).zh).toBe(zh);
});
