import { readResult } from '../result/read-result.ts';
import { joinResults, type NamedResult } from './compare-rehearsals.ts';

/** Reads finished rehearsals of one scenario as if they were one; at least one directory. */
export async function readJoined([first = '', ...more]: readonly string[]): Promise<NamedResult> {
  const read = async (name: string): Promise<NamedResult> => ({ name, result: await readResult(name) });
  return joinResults([await read(first), ...(await Promise.all(more.map(read)))]);
}
