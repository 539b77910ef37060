import { readdir, stat } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError } from '../lib/errors.ts';
import { didYouMean } from './reading/nearest.ts';

const SHIPPED = new URL('../../scenarios/', import.meta.url);
const ENDING = '.yaml';

/**
 * Returns the file as named, or the shipped scenario of that name (`quickstart`) if there is no such file. Throws
 * InputError.
 */
export async function findScenario(file: string): Promise<string> {
  if (await isThere(file)) return file;
  const shipped = await shippedScenarios();
  if (shipped.includes(file)) return fileURLToPath(new URL(file + ENDING, SHIPPED));
  const isName = basename(file) === file && extname(file) === '';
  const expected = isName ? 'a scenario file, or the name of a scenario that ships' : 'a scenario file';
  const near = didYouMean(basename(file, extname(file)), shipped);
  const hint = near ?? (isName ? `these ship: ${shipped.join(', ')}` : undefined);
  const where = file === '' ? 'command line' : file;
  throw new InputError([{ where, path: '', expected, got: 'no such file', ...(hint !== undefined && { hint }) }]);
}

/** Lists the names of the scenarios that ship, which can be run from anywhere. */
export async function shippedScenarios(): Promise<readonly string[]> {
  const names = await readdir(SHIPPED);
  return names
    .filter((name) => name.endsWith(ENDING))
    .map((name) => basename(name, ENDING))
    .sort();
}

/**
 * Returns whether the path exists. A folder counts only if no scenario ships under its name: reading it then reports the
 * error.
 */
async function isThere(file: string): Promise<boolean> {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => error.code !== 'ENOENT');
  if (typeof found === 'boolean') return found;
  return !found.isDirectory() || !(await shippedScenarios()).includes(file);
}
