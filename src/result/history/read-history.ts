import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../../model/result/result.ts';
import { resultSchema } from '../../model/result/schema/result-schema.ts';
import type { HistoryEntry } from '../../report/history/history-entry.ts';
import { historyEntryOf } from './history-entry-of.ts';
import { recallEntry, rememberEntry, stateOf } from './remembered-entry.ts';

/** Rehearsals in a folder. */
export interface History {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  /** Names of directories with a result.json that cannot be understood. */
  readonly unreadable: readonly string[];
}

/** Reads the rehearsals in a folder, one directory each. What cannot be read is named, and the others are still shown. */
export function readHistory(folder: string): History {
  const entries: HistoryEntry[] = [];
  const unreadable: string[] = [];
  for (const directory of rehearsalsIn(folder)) {
    const entry = readEntry(folder, directory);
    if (entry === undefined) unreadable.push(directory);
    else entries.push(entry);
  }
  return { entries: entries.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt)), unreadable };
}

/** Lists the names of the directories in a folder that hold a result. */
export function rehearsalsIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'result.json')))
    .map(({ name }) => name)
    .sort();
}

/** Reads what a list says of a rehearsal: as remembered from the last reading of the same result.json, or from it. */
export function readEntry(folder: string, name: string): HistoryEntry | undefined {
  const directory = join(folder, name);
  const known = recallEntry(directory);
  if (known !== undefined) return { ...known, directory: name };
  const state = stateOf(directory);
  const result = readQuietly(directory);
  if (state === undefined || result === undefined) return undefined;
  const entry = historyEntryOf(name, result);
  rememberEntry(directory, state, entry);
  return entry;
}

/** Reads a result.json; undefined if it is not one that this version understands. */
export function readQuietly(directory: string): Result | undefined {
  try {
    const parsed = resultSchema.safeParse(JSON.parse(readFileSync(join(directory, 'result.json'), 'utf8')));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
