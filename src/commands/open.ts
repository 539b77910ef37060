import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { EXIT, InputError } from '../lib/errors.ts';
import { readHistory } from '../result/history/read-history.ts';
import { REPORTS } from '../result/rehearsal-directory.ts';
import type { Command } from './command.ts';
import { openInBrowser } from './machine/open-in-browser.ts';
import { OPEN_WORDS } from './messages/open-words.ts';
import { say } from './messages/say.ts';

interface Args {
  readonly directory: string | undefined;
}

/** Opens the report of a rehearsal in the system's browser, or the page of a folder of them. Prints its path in any case. */
export const open: Command<Args> = {
  usage: 'open [directory]',
  describe: 'open the report of a rehearsal in the browser',
  options: (yargs) =>
    yargs.positional('directory', {
      type: 'string',
      describe: `the rehearsal's directory (default: the newest in ${REPORTS})`,
    }),
  async run({ directory }, { terminal }) {
    const page = join(directory ?? newest(), 'index.html');
    if (!existsSync(page))
      throw new InputError([
        {
          ...{ where: directory ?? REPORTS, path: '', expected: 'a directory with a report (index.html)', got: 'none' },
          hint: '`longhaul report` with its directory writes it again',
        },
      ]);
    terminal.print(relative(process.cwd(), page));
    if (!(await openInBrowser(resolve(page)))) terminal.log(say(terminal, OPEN_WORDS.noBrowser));
    return EXIT.ready;
  },
};

function newest(): string {
  const [entry] = readHistory(REPORTS).entries;
  if (entry !== undefined) return join(REPORTS, entry.directory);
  throw new InputError([{ where: REPORTS, path: '', expected: 'a folder of rehearsals', got: 'none in it' }]);
}
