import { EXIT } from '../lib/errors.ts';
import { unwrittenText, writeReports } from '../report/write-reports.ts';
import { collectPictures } from '../result/collect-pictures.ts';
import { withEarlier } from '../result/history/with-earlier.ts';
import { judgeRecordings } from '../result/judge-recordings.ts';
import { refuseSearch } from '../search/search-directory.ts';
import type { Command } from './command.ts';
import { say } from './messages/say.ts';

interface Args {
  readonly directory: string;
}

/** Writes every report of a rehearsal again, from its recordings alone. */
export const report: Command<Args> = {
  usage: 'report <directory>',
  describe: 'write all reports of a finished rehearsal again, from its recordings alone',
  options: (yargs) =>
    yargs.positional('directory', { type: 'string', demandOption: true, describe: "the rehearsal's directory" }),
  async run({ directory }, { terminal }) {
    refuseSearch(directory);
    const result = withEarlier(await judgeRecordings(directory), directory);
    const pictures = await collectPictures(result, directory);
    const { paths, unwritten } = await writeReports(result, directory, { pictures, language: terminal.language });
    for (const path of paths) terminal.print(path);
    for (const each of unwritten) terminal.log(say(terminal, unwrittenText(each)));
    return unwritten.length === 0 ? EXIT.ready : EXIT.couldNotMeasure;
  },
};
