import { join } from 'node:path';
import { type BaselineNote, listBaselines, noteOf, readNote, saveBaseline } from '../compare/baselines.ts';
import { EXIT, InputError } from '../lib/errors.ts';
import type { Result } from '../model/result/result.ts';
import { nextCommand, SCENARIO_COPY } from '../report/facts/next-command.ts';
import { formatTerminal } from '../report/formats/terminal.ts';
import type { Language } from '../report/messages/words.ts';
import { readResult } from '../result/read-result.ts';
import type { Command } from './command.ts';
import { BASELINE_WORDS } from './messages/result-words.ts';
import { textTable } from './show/text-table.ts';

interface Args {
  readonly action: 'save' | 'show' | 'list';
  readonly directory: string | undefined;
  readonly as: string | undefined;
  readonly in: string;
  readonly json: boolean;
}

/** Saves what a later comparison needs of a rehearsal, in a folder that can be committed. */
export const baseline: Command<Args> = {
  usage: 'baseline <action> [directory]',
  describe: 'save a rehearsal as a baseline for `compare`, show one, or list them',
  options: (yargs) =>
    yargs
      .positional('action', { choices: ['save', 'show', 'list'] as const, demandOption: true })
      .positional('directory', {
        type: 'string',
        describe: 'save: the rehearsal’s directory; show: the baseline’s name',
      })
      .option('as', { type: 'string', describe: 'save: its name (default: the scenario’s)' })
      .option('in', { type: 'string', default: 'baselines', describe: 'folder of the baselines' })
      .option('json', { type: 'boolean', default: false, describe: 'print JSON to stdout' }),
  async run({ action, directory, as: name, in: folder, json }, { terminal }) {
    switch (action) {
      case 'save': {
        const from = needed(directory, 'the directory of a finished rehearsal');
        const result = await readResult(from);
        refuseInvalid(result, from);
        const saved = await saveBaseline(result, checkedName(name ?? folderName(result.scenario.name)), folder);
        terminal.print(json ? JSON.stringify(readNote(saved), null, 2) : saved);
        return EXIT.ready;
      }
      case 'show': {
        const shown = needed(directory, 'the name of a baseline');
        const result = await readResult(join(folder, checkedName(shown)));
        const note = readNote(join(folder, shown)) ?? noteOf(result, shown);
        if (json) terminal.print(JSON.stringify({ ...note, result }, null, 2));
        else {
          terminal.print(
            Object.entries(note)
              .map(([key, value]) => `${key}: ${String(value)}`)
              .join('\n'),
          );
          terminal.print(`\n${formatTerminal(result, terminal)}`);
        }
        return EXIT.ready;
      }
      case 'list': {
        const notes = listBaselines(directory ?? folder);
        if (json) terminal.print(JSON.stringify(notes, null, 2));
        else
          for (const line of textTable(rowsOf(notes, terminal.language ?? 'en'), terminal.width, 0))
            terminal.print(line);
        return EXIT.ready;
      }
    }
  },
};

/** Throws InputError for an invalid rehearsal: it is no basis for comparisons. */
function refuseInvalid(result: Result, directory: string): void {
  if (result.outcome !== 'invalid') return;
  const [first] = result.invalidReasons;
  const next = nextCommand(result, join(directory, SCENARIO_COPY));
  throw new InputError([
    {
      ...{ where: directory, path: '', expected: 'a rehearsal that is valid' },
      got: first === undefined ? 'an invalid one' : `an invalid one: ${first.reason}`,
      ...(next !== undefined && { hint: `try \`${next}\`` }),
    },
  ]);
}

function rowsOf(notes: readonly BaselineNote[], language: Language): readonly (readonly string[])[] {
  const { baseline, scenario: name, conditions: same, recorded, seeds: count, machine: by } = BASELINE_WORDS;
  return [
    [baseline, name, same, recorded, count, by].map((title) => title[language]),
    ...notes.map(({ name, scenario, conditions, recordedAt, seeds, machine }) => [
      ...[name, scenario, conditions, recordedAt.slice(0, 10), String(seeds.length), machine],
    ]),
  ];
}

function needed(value: string | undefined, expected: string): string {
  if (value !== undefined) return value;
  throw new InputError([{ where: 'command line', path: '', expected, got: 'nothing' }]);
}

/** Returns a scenario's name without the characters that a folder's name may not have. */
function folderName(scenarioName: string): string {
  return scenarioName.replace(/[^\p{L}\p{M}\p{N} ._-]+/gu, '-').trimEnd();
}

/** Returns the name if it is safe as a folder name on every system. Throws InputError. */
function checkedName(name: string): string {
  if (/^[\p{L}\p{N}][\p{L}\p{M}\p{N} ._-]{0,63}$/u.test(name)) return name;
  const expected = 'a name of letters, digits, spaces, ., - and _, at most 64';
  throw new InputError([{ where: '--as', path: '', expected, got: JSON.stringify(name) }]);
}
