import { join, relative } from 'node:path';
import { EXIT } from '../lib/errors.ts';
import { expectedTime } from '../pace/expected-time.ts';
import { diagnosisMarkdown } from '../report/diagnosis/diagnosis-markdown.ts';
import { DIAGNOSIS_PAGE } from '../report/diagnosis/write-diagnosis.ts';
import { DIAGNOSIS_WORDS } from '../report/messages/diagnosis-words.ts';
import { fill } from '../report/messages/words.ts';
import { diagnoseRehearsal, planDiagnosis, readRehearsed } from '../search/diagnose/diagnose-rehearsal.ts';
import { refuseSearch } from '../search/search-directory.ts';
import type { Command } from './command.ts';
import { effectiveSlow, enterVirtualTime } from './machine/enter-virtual-time.ts';
import { playingMachine } from './machine/playing-machine.ts';
import { prepareMachine } from './machine/prepare-machine.ts';
import { RESULT_WORDS } from './messages/result-words.ts';
import { say } from './messages/say.ts';
import { BACKEND_OPTION } from './options/backend-option.ts';
import { anyNumber } from './options/number-option.ts';
import { parseSlow, SLOW_OPTION } from './options/slow-option.ts';
import { approximateTime, expectedText } from './show/approximate-time.ts';
import { showProgress } from './show/show-progress.ts';

interface Args {
  readonly directory: string;
  readonly 'most-minutes': number;
  readonly backend: string;
  readonly slow: string | undefined;
  readonly json: boolean;
}

const DEFAULT_MOST_MINUTES = 30;

/** Plays a rehearsal's seeds again with one thing at a time made ideal. What was played before in the directory counts. */
export const diagnose: Command<Args> = {
  usage: 'diagnose <directory>',
  describe:
    'find what a rehearsal’s stutter and latency come from: make one part at a time ideal, under the same seeds',
  options: (yargs) =>
    yargs
      .positional('directory', { type: 'string', demandOption: true, describe: "a rehearsal's directory" })
      .option('most-minutes', {
        ...anyNumber('most-minutes', { least: 0.1, most: 10_000 }),
        default: DEFAULT_MOST_MINUTES,
        describe: 'longest time to play, in minutes; the same command goes on later',
      })
      .option('backend', BACKEND_OPTION)
      .option('slow', SLOW_OPTION)
      .option('json', { type: 'boolean', default: false, describe: 'print diagnose.json to stdout' }),
  async run({ directory, 'most-minutes': mostMinutes, backend, slow: askedSlow, json }, { terminal, signal }) {
    refuseSearch(directory);
    const rehearsed = await readRehearsed(directory);
    const { scenario } = rehearsed;
    const slow = effectiveSlow(parseSlow(askedSlow, scenario.slow), scenario, false);
    await enterVirtualTime(slow);
    const takes = planDiagnosis(rehearsed);
    const machine = await prepareMachine(scenario, takes, { backend, slow, terminal });
    const expected = expectedTime(takes, { ...playingMachine(askedSlow), slow: machine.slow });
    const most = approximateTime(mostMinutes * 60);
    terminal.log(say(terminal, fill(DIAGNOSIS_WORDS.expected, { expected: expectedText(expected), most })));
    const found = await diagnoseRehearsal(rehearsed, {
      ...{ ...machine, signal, mostMs: mostMinutes * 60_000 },
      expectedMs: (expected.seconds * 1000) / Math.max(1, expected.takes),
      onProgress: showProgress(terminal, scenario),
    });
    terminal.print(json ? JSON.stringify(found, null, 2) : diagnosisMarkdown(found, terminal.language).trimEnd());
    if (!json)
      terminal.print(
        `\n${say(terminal, RESULT_WORDS.report, { path: relative(process.cwd(), join(directory, DIAGNOSIS_PAGE)) })}`,
      );
    return found.isComplete ? EXIT.ready : EXIT.couldNotMeasure;
  },
};
