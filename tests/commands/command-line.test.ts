import { expect, it } from 'vitest';
import { commandLineProblems } from '../../src/commands/options/command-line-problem.ts';
import type { KnownOptions } from '../../src/commands/options/known-options.ts';
import { optionProblems } from '../../src/commands/options/option-problems.ts';
import { formatProblem } from '../../src/lib/errors.ts';

const known: KnownOptions = {
  usage: 'compare <baseline> [candidate]',
  names: ['on-inconclusive', 'look', 'out', 'json', 'more-baseline', 'help'],
  ...{ numbers: ['look'], texts: ['out', 'more-baseline'], switches: ['json'], lists: ['more-baseline'] },
};
const commandLine = { word: 'compare', commands: ['run', 'check', 'compare'], known, args: ['compare', '--sed=1'] };
const explain = (message: string, more: Partial<typeof commandLine> = {}) =>
  commandLineProblems(message, { ...commandLine, ...more }).map(formatProblem);

it('names the closest command, or all of them', () => {
  expect(explain('Did you mean run?', { word: 'rnu' })).toEqual([
    'command line: expected a command (run, check, compare); got "rnu" (did you mean `run`?)',
  ]);
  expect(explain('Not enough non-option arguments: got 0, need at least 1', { word: '' })).toEqual([
    'command line: expected a command (run, check, compare); got none (try `longhaul run quickstart`)',
  ]);
});

it.each([
  [
    'Unknown argument: jsno',
    'command line: expected `longhaul compare <baseline> [candidate]`; got the unknown option "--jsno" (did you mean `--json`?)',
  ],
  [
    'Unknown argument: third-directory',
    'command line: expected `longhaul compare <baseline> [candidate]`; got also "third-directory" (`longhaul compare --help` lists all options)',
  ],
  [
    'Not enough non-option arguments: got 0, need at least 1',
    'command line: expected `longhaul compare <baseline> [candidate]`; got no baseline',
  ],
  ['Not enough arguments following: look', '--look: expected a value; got nothing'],
  [
    'Missing required argument: from',
    '--from: expected a value; got nothing (`longhaul compare --help` lists all options)',
  ],
  [
    'Invalid values:\n  Argument: on-inconclusive, Given: "warm", Choices: "pass", "warn", "fail"',
    '--on-inconclusive: expected one of pass, warn, fail; got "warm" (did you mean `warn`?)',
  ],
  ['Something new', 'command line: expected `longhaul compare <baseline> [candidate]`; got Something new'],
])('explains: %s', (message, text) => {
  expect(explain(message)).toEqual([text]);
});

it('refuses meaningless values: not a number, two instead of one, none', () => {
  const args = { look: Number.NaN, out: ['a', 'b'], 'more-baseline': ['a', 'b'], json: true };
  expect(optionProblems(args, known, []).map(formatProblem)).toEqual([
    '--look: expected a number; got something else',
    '--out: expected one value; got 2: a, b',
  ]);
  expect(optionProblems({ out: '', look: [1, 2] }, known, []).map(formatProblem)).toEqual([
    '--look: expected one value; got 2: 1, 2',
    '--out: expected a value; got nothing',
  ]);
  expect(optionProblems({ 'on-inconclusive': ['fail', 'fail'] }, known, []).map(formatProblem)).toEqual([
    '--on-inconclusive: expected one value; got 2: fail, fail',
  ]);
  expect(
    optionProblems({ look: 2, out: 'there', 'more-baseline': ['a'] }, known, ['--json', '--no-json', '--json=true']),
  ).toEqual([]);
  expect(optionProblems({}, known, ['--json=maybe', '--', '--json=no']).map(formatProblem)).toEqual([
    '--json: expected true, false or no value; got "maybe"',
  ]);
});
