import { writeReports } from '../report/write-reports.ts';
import { withEarlier } from '../result/history/with-earlier.ts';
import { judgeRecordings } from '../result/judge-recordings.ts';
import { refuseSearch } from '../search/search-directory.ts';
import type { Command } from './command.ts';
import { showReportPath, showResult } from './show/show-result.ts';

interface Args {
  readonly directory: string;
  readonly json: boolean;
}

/** Measures and judges a rehearsal again, from its recordings alone. Exit codes as for `run`. */
export const judge: Command<Args> = {
  usage: 'judge <directory>',
  describe: 'measure and judge a finished rehearsal again, from its recordings alone',
  options: (yargs) =>
    yargs
      .positional('directory', { type: 'string', demandOption: true, describe: "the rehearsal's directory" })
      .option('json', { type: 'boolean', default: false, describe: 'print result.json to stdout' }),
  async run({ directory, json }, { terminal }) {
    refuseSearch(directory);
    const result = withEarlier(await judgeRecordings(directory), directory);
    const code = showResult(result, directory, { json, terminal });
    await writeReports(result, directory, { formats: ['json'] });
    showReportPath(directory, { json, terminal });
    return code;
  },
};
