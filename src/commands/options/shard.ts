import { InputError } from '../../lib/errors.ts';

const EXPECTED = 'a part of how many, such as 2/8';

/**
 * The seeds of one machine of several, "2/8" being the second of eight: every eighth, so that all get about as many. Both arms
 * of a seed stay on one machine: a pair must not be told apart by who played it. Throws InputError where there are too few.
 */
export function seedsOfShard(text: string, seeds: readonly number[]): readonly number[] {
  const refuse = (expected: string, got: string) =>
    new InputError([{ where: '--shard', path: '', expected, got, hint: '`longhaul merge` puts the parts together' }]);
  const [, part, of] = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(text) ?? [];
  const [index, count] = [Number(part), Number(of)];
  if (!(index >= 1 && index <= count)) throw refuse(EXPECTED, text.trim() === '' ? 'nothing' : JSON.stringify(text));
  if (count > seeds.length)
    throw refuse(`at most as many parts as the scenario has seeds (${seeds.length})`, JSON.stringify(text));
  return seeds.filter((_, i) => i % count === index - 1);
}
