import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { realDate } from '../../lib/clock.ts';
import { InputError } from '../../lib/errors.ts';
import { HISTORY_MARK, historyPage } from '../../report/history/history-page.ts';
import { writeFileAtomic } from '../../report/write-file-atomic.ts';
import type { History } from './read-history.ts';

/**
 * Writes index.html of a folder of rehearsals. Returns its path. Throws InputError when there is an index.html that is not such
 * a page: it is somebody else's.
 */
export async function writeHistoryPage(folder: string, history: History, version: string): Promise<string> {
  const file = join(folder, 'index.html');
  if (existsSync(file) && !readFileSync(file, 'utf8').includes(HISTORY_MARK))
    throw new InputError([
      { where: file, path: '', expected: 'a page of rehearsals, to be replaced', got: 'another page' },
    ]);
  await writeFileAtomic(file, historyPage({ ...history, version, madeAt: realDate().toISOString() }));
  return file;
}
