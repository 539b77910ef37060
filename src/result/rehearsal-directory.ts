import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { counted } from '../lib/counted.ts';
import { CannotMeasureError, InputError } from '../lib/errors.ts';
import type { Take } from '../model/scenario/take.ts';

/** Name of the recordings' folder in a rehearsal's directory. */
export const RECORDINGS = 'recordings';
/** Folder in which the directories of rehearsals are made. */
export const REPORTS = 'reports';
/** Name of the folder of packet captures, which are optional. */
const CAPTURES = 'captures';

/** Names a recording so that names sort as the takes were played: "take-001-seed-7.ndjson", "take-002-seed-7-low.ndjson". */
export function recordingName(take: PlayedTake): string {
  return `${takeName(take)}.ndjson`;
}

type PlayedTake = Pick<Take, 'index' | 'seed' | 'variant'>;

function takeName({ index, seed, variant }: PlayedTake): string {
  return `take-${String(index + 1).padStart(3, '0')}-seed-${seed}${variant === undefined ? '' : `-${variant}`}`;
}

/** Makes the folder of a take's captures in its rehearsal's directory: "captures/take-001-seed-7". */
export function createCaptureDirectory(directory: string, take: PlayedTake): string {
  const folder = join(directory, CAPTURES, takeName(take));
  makeDirectory(folder);
  return folder;
}

export function hasRecordings(directory: string): boolean {
  const folder = join(directory, RECORDINGS);
  return existsSync(folder) && readdirSync(folder).some((name) => name.endsWith('.ndjson'));
}

/** Lists the paths of a rehearsal's recordings in the order they were played; throws InputError if there is none. */
export function listRecordings(directory: string): string[] {
  const folder = join(directory, RECORDINGS);
  const names = existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.ndjson'))
        .sort()
    : [];
  if (names.length === 0)
    throw new InputError([
      {
        where: directory,
        path: '',
        expected: `a rehearsal's directory (with ${RECORDINGS}/*.ndjson)`,
        got: existsSync(directory) ? 'no recording in it' : 'no such directory',
      },
    ]);
  return names.map((name) => join(folder, name));
}

/** Makes the directory of a new rehearsal; throws InputError if it holds anything, since two rehearsals must not mix. */
export function createRehearsalDirectory(out: string | undefined, scenarioName: string, now: Date): string {
  const stamp = now.toISOString().replace(/[-:]/g, '').replace('T', '-').slice(0, 15);
  const directory = resolve(out ?? join(REPORTS, `${scenarioName.replace(/[^\p{L}\p{N}._-]+/gu, '-')}-${stamp}`));
  makeEmptyDirectory(directory, out === undefined ? directory : `--out ${out}`, [RECORDINGS]);
  return directory;
}

/** Makes a directory with these folders, or throws InputError, naming `where`. */
export function makeEmptyDirectory(directory: string, where: string, folders: readonly string[] = []): void {
  if (existsSync(directory)) {
    if (!statSync(directory).isDirectory())
      throw new InputError([{ where, path: '', expected: 'a directory', got: 'a file' }]);
    const entries = readdirSync(directory).length;
    if (entries > 0)
      throw new InputError([
        { where, path: '', expected: 'a new or an empty directory', got: counted(`${entries} entries in it`) },
      ]);
  }
  try {
    makeDirectory(directory);
    for (const folder of folders) makeDirectory(join(directory, folder));
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC')
      throw new CannotMeasureError(
        `no space left for ${directory}`,
        'Free some disk space, or choose another disk with --out',
        { cause },
      );
    throw new InputError([
      { where, path: '', expected: 'a directory that can be written to', got: code ?? String(cause) },
    ]);
  }
}

/** Makes a directory and its parents. mkdir's own `recursive` never returns where a parent cannot be made (/proc, Node 20). */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectory(dirname(directory));
  mkdirSync(directory);
}

/** Checks that the directory of a rehearsal under way is still there. Throws CannotMeasureError. */
export function checkStillThere(directory: string): void {
  if (existsSync(join(directory, RECORDINGS))) return;
  throw new CannotMeasureError(
    `the directory ${directory} was moved or removed during the rehearsal`,
    'leave the directory of --out as it is until the rehearsal has ended',
  );
}
