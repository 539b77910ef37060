import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOOL } from '../../lib/tool.ts';
import type { HistoryEntry } from '../../report/history/history-entry.ts';

/** File in a rehearsal's directory that holds what a list says of it: an hour's result.json has 15 MB, and takes half a second to read. */
const FILE = '.history-entry.json';
/** Counts up whenever an entry is made otherwise of the same result. */
const MADE_AS = 1;

interface Remembered {
  /** State of result.json and version that the entry was made of. */
  readonly madeOf: string;
  readonly entry: HistoryEntry;
}

/** Returns the entry made of this very result.json by this version; undefined if there is none. */
export function recallEntry(directory: string): HistoryEntry | undefined {
  try {
    const { madeOf, entry } = JSON.parse(readFileSync(join(directory, FILE), 'utf8')) as Remembered;
    return madeOf === stateOf(directory) ? entry : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps an entry for the next time; `madeOf` is the state before result.json was read, so that one written meanwhile is read
 * again. Where the directory cannot be written to, the next time takes as long.
 */
export function rememberEntry(directory: string, madeOf: string, entry: HistoryEntry): void {
  try {
    const remembered: Remembered = { madeOf, entry };
    writeFileSync(join(directory, FILE), JSON.stringify(remembered));
  } catch {
    // A list is shown all the same.
  }
}

/**
 * Returns what distinguishes one result.json from another without reading it, and by which version an entry would be made; undefined
 * where there is none (any more).
 */
export function stateOf(directory: string): string | undefined {
  const file = statSync(join(directory, 'result.json'), { throwIfNoEntry: false });
  return file && `${MADE_AS} ${TOOL.version} ${file.size} ${file.mtimeMs} ${file.ino}`;
}
