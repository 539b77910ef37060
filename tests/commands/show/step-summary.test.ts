import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { appendToSummary } from '../../../src/commands/show/step-summary.ts';

const MIB = 1024 * 1024;
let scratch = '';
let file = '';
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'longhaul-summary-'));
  file = join(scratch, 'summary.md');
});
afterEach(() => rmSync(scratch, { recursive: true }));

it('text is appended to a step’s summary', () => {
  appendToSummary(file, 'one\n');
  appendToSummary(file, 'two\n');
  expect(readFileSync(file, 'utf8')).toBe('one\ntwo\n');
});

it('a step’s summary never exceeds GitHub’s limit, ends with a whole line, and says that text was left out', () => {
  writeFileSync(file, 'x'.repeat(MIB - 1000));
  appendToSummary(file, '| 雅加达 | stutter | 3 % |\n'.repeat(1000));
  expect(statSync(file).size).toBeLessThanOrEqual(MIB);
  const end = readFileSync(file, 'utf8').slice(MIB - 1000);
  expect(end).toMatch(
    /^(\| 雅加达 \| stutter \| 3 % \|\n)+\n\nThe rest does not fit into a summary: it is in comparison\.md\.\n$/,
  );
  appendToSummary(file, 'more\n'.repeat(1000));
  expect(statSync(file).size).toBeLessThanOrEqual(MIB);
});
