import { InputError } from '../lib/errors.ts';
import type { Result } from '../model/result/result.ts';
import { readResult } from '../result/read-result.ts';
import { joinResults, type NamedResult } from './compare-rehearsals.ts';

/** Reads finished rehearsals of one scenario as if they were one; at least one directory. Throws InputError if one is there twice. */
export async function readJoined(directories: readonly string[]): Promise<NamedResult> {
  const [first, ...more] = await readAll(directories);
  return joinResults([first, ...more]);
}

/**
 * Reads both sides of a comparison. Throws InputError if a rehearsal is on both: nothing differs less from a setting than its own
 * takes, and a gate that is handed one directory twice would be green for good.
 */
export async function readSides(
  baselines: readonly string[],
  candidates: readonly string[],
): Promise<readonly [NamedResult, NamedResult]> {
  const [before, after] = [await readAll(baselines), await readAll(candidates)];
  refuseRepeated([...before, ...after]);
  return [joinResults(before), joinResults(after)];
}

type AtLeastOne = [NamedResult, ...NamedResult[]];

async function readAll([first = '', ...more]: readonly string[]): Promise<AtLeastOne> {
  const read = async (name: string): Promise<NamedResult> => ({ name, result: await readResult(name) });
  const all: AtLeastOne = [await read(first), ...(await Promise.all(more.map(read)))];
  refuseRepeated(all);
  return all;
}

function refuseRepeated(rehearsals: readonly NamedResult[]): void {
  const known = new Map<string, string>();
  for (const { name, result } of rehearsals) {
    const before = known.get(identityOf(result));
    if (before !== undefined)
      throw new InputError([
        { where: name, path: '', expected: `another rehearsal than ${before}`, got: 'the very same takes' },
      ]);
    known.set(identityOf(result), name);
  }
}

/** Returns what two rehearsals never have in common: the moment of their start, to the millisecond, with their takes. */
function identityOf({ startedAt, takes }: Result): string {
  return JSON.stringify([startedAt, takes.map(({ seed, variant, recording }) => [seed, variant, recording])]);
}
