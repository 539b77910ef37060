import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { makeScratchFolder } from '../../lib/scratch-folder.ts';

const WHAT = 'piped';
const FOLDER = join(tmpdir(), `longhaul-${WHAT}-`);

/**
 * Returns a scenario file that this program can read again once it has restarted itself (in virtual time, in a user namespace): of a
 * pipe, `run <(...)` and the like, a copy, which takes its place on the command line and is removed at the end.
 */
export function rereadable(file: string): string {
  const copy = isPipe(file) ? copied(file) : file;
  // The program that replaces this one finds the copy on its command line; then this one's `exit` never comes.
  if (copy.startsWith(FOLDER)) process.once('exit', () => rmSync(dirname(copy), { recursive: true, force: true }));
  return copy;
}

/** Returns whether a file is such a copy: of no use in a command to try next. */
export function isCopyOfPipe(file: string): boolean {
  return file.startsWith(FOLDER);
}

function isPipe(file: string): boolean {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat !== undefined && !stat.isFile() && !stat.isDirectory();
}

function copied(pipe: string): string {
  const copy = join(makeScratchFolder(WHAT), `${basename(pipe)}.yaml`);
  writeFileSync(copy, readFileSync(pipe));
  process.argv = process.argv.map((word) => (word === pipe ? copy : word));
  return copy;
}
