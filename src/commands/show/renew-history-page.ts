import { dirname, resolve } from 'node:path';
import { messageOf } from '../../lib/message-of.ts';
import { readHistory } from '../../result/history/read-history.ts';
import { writeHistoryPage } from '../../result/history/write-history-page.ts';
import { REPORTS } from '../../result/rehearsal-directory.ts';
import type { Terminal } from '../command.ts';
import { ERROR_WORDS } from '../messages/error-words.ts';
import { say } from '../messages/say.ts';
import { toolVersion } from '../tool-version.ts';

/**
 * Rewrites the page of all rehearsals after one in reports/. Nowhere else, since the folder may be somebody else's; `list
 * --html` writes it anywhere. The verdict is out: a page that cannot be written is reported, and changes nothing.
 */
export async function renewHistoryPage(directory: string, terminal: Terminal): Promise<void> {
  const folder = dirname(resolve(directory));
  if (folder !== resolve(REPORTS)) return;
  try {
    await writeHistoryPage(folder, readHistory(folder), toolVersion());
  } catch (error) {
    const why = messageOf(error);
    terminal.log(say(terminal, ERROR_WORDS.unwritten, { what: `${REPORTS}/index.html`, why }));
  }
}
