import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { EndLine, HeaderLine } from '../../../src/model/recording/recording.ts';
import {
  type DiagnoseOptions,
  diagnoseRehearsal,
  planDiagnosis,
  readRehearsed,
} from '../../../src/search/diagnose/diagnose-rehearsal.ts';

const [HEADER = '', ...LINES] = readFileSync(new URL('../../fixtures/clean.ndjson', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const parsed = JSON.parse(HEADER) as HeaderLine;
const { variant: _, ...TAKE } = parsed.take;

/** Writes a real take as if it were another; `reason` replaces why it ended. */
function write(directory: string, index: number, variant?: string, reason?: EndLine['reason']): void {
  const take = { ...TAKE, index, ...(variant !== undefined && { variant }) };
  const lines = LINES.map((line) => {
    const { type } = JSON.parse(line) as { type: string };
    return type === 'end' && reason !== undefined ? JSON.stringify({ ...JSON.parse(line), reason }) : line;
  });
  mkdirSync(join(directory, 'recordings'), { recursive: true });
  writeFileSync(
    join(directory, 'recordings', `take-00${index + 1}-seed-${TAKE.seed}-${variant ?? ''}.ndjson`),
    [JSON.stringify({ ...parsed, take }), ...lines].join('\n'),
  );
}

/** Options that leave no time to play anything. */
const NO_TIME = { mostMs: 0, expectedMs: 1, signal: new AbortController().signal } as unknown as DiagnoseOptions;

it('goes on where it was left: a spoilt trial is played again three times at most, an interrupted one whenever', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'longhaul-diagnose-'));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  write(directory, 0);
  const rehearsed = await readRehearsed(directory);
  const [first = '', second = '', third = '', ...others] = planDiagnosis(rehearsed).map(({ variant }) => variant);
  const trials = join(directory, 'diagnose');
  for (const [i, reason] of (['failed', 'failed', 'completed'] as const).entries()) write(trials, i, first, reason);
  for (let i = 3; i < 6; i++) write(trials, i, second, i < 5 ? 'failed' : 'interrupted');
  for (const [i, trial] of others.entries()) write(trials, 6 + i, trial);
  const played = async () => {
    const { isComplete, trials: all } = await diagnoseRehearsal(rehearsed, NO_TIME);
    const of = (id: string) => all.find((trial) => trial.id === id);
    return { isComplete, first: of(first), second: of(second), third: of(third) };
  };
  expect(await played()).toMatchObject({
    isComplete: false,
    first: { takes: 3, invalidTakes: 2 },
    second: { takes: 2, invalidTakes: 2 },
    third: { takes: 0, invalidTakes: 0 },
  });
  write(trials, 5, second, 'failed');
  write(trials, 9, third);
  expect(await played()).toMatchObject({ isComplete: true, second: { takes: 3, invalidTakes: 3 } });
});
