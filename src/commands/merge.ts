import { EXIT } from '../lib/errors.ts';
import { mergeRehearsals } from '../result/merge-rehearsals.ts';
import type { Command } from './command.ts';
import { RESULT_WORDS } from './messages/result-words.ts';
import { say } from './messages/say.ts';
import { SEVERAL } from './options/several.ts';
import { showResult } from './show/show-result.ts';

interface Args {
  readonly directories: readonly string[];
  readonly out: string | undefined;
  readonly partial: boolean;
  readonly json: boolean;
}

/** Merges the parts of a rehearsal that several machines played, and judges them as one. Exit codes as for `run`. */
export const merge: Command<Args> = {
  usage: 'merge <directories..>',
  describe: 'merge the parts of a rehearsal that `run --shard` played on several machines, and judge them as one',
  options: (yargs) =>
    yargs
      .positional('directories', {
        ...SEVERAL,
        demandOption: true,
        describe: 'the parts’ directories',
      })
      .option('out', {
        type: 'string',
        describe: 'directory for the merged rehearsal (default: reports/<scenario>-<time>)',
      })
      .option('partial', {
        type: 'boolean',
        default: false,
        describe: 'judge the given parts although they lack seeds of the scenario',
      })
      .option('json', { type: 'boolean', default: false, describe: 'print result.json to stdout' }),
  async run({ directories, out, partial, json }, { terminal }) {
    const directory = await mergeRehearsals(directories, { out, isPartial: partial });
    const [{ judgeRecordings }, { collectPictures }, { writeReports }] = await Promise.all([
      import('../result/judge-recordings.ts'),
      import('../result/collect-pictures.ts'),
      import('../report/write-reports.ts'),
    ]);
    const result = await judgeRecordings(directory);
    const pictures = await collectPictures(result, directory);
    await writeReports(result, directory, { pictures, language: terminal.language });
    const exitCode = showResult(result, directory, { json, terminal });
    if (!partial || exitCode !== EXIT.ready) return exitCode;
    terminal.log(say(terminal, RESULT_WORDS.partial));
    return EXIT.couldNotMeasure;
  },
};
