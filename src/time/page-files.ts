import { accessSync, constants, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLeftBehind } from './own-name.ts';

/** File system in memory: the page is never written to a disk. */
const SHARED_MEMORY = '/dev/shm';

/** Returns the directory for the page that processes share. */
export function pageFolder(): string {
  try {
    accessSync(SHARED_MEMORY, constants.W_OK);
    return SHARED_MEMORY;
  } catch {
    return tmpdir();
  }
}

/** Removes pages and library copies that killed runs left behind; returns a phrase for each. */
export function sweepTimePages(): string[] {
  return [...new Set([SHARED_MEMORY, tmpdir()])].flatMap((folder) =>
    namesIn(folder)
      .filter(isLeftBehind)
      .map((name) => {
        rmSync(join(folder, name), { force: true });
        return `clock page ${name}`;
      }),
  );
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
