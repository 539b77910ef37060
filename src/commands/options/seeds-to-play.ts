import { InputError } from '../../lib/errors.ts';
import type { Scenario } from '../../model/scenario/scenario.ts';

/** Options of `run` that choose the seeds to play. */
interface SeedOptions {
  readonly seed: number | undefined;
  readonly shard: string | undefined;
  readonly until: 'decided' | undefined;
  readonly 'most-minutes': number | undefined;
  readonly 'most-time'?: string | undefined;
}

/** Returns the seeds to play, or undefined for the scenario's own. Throws InputError when the options contradict each other. */
export function seedsToPlay(options: SeedOptions, scenario: Scenario): readonly number[] | undefined {
  refuseContradictions(options, scenario);
  const { seed, shard } = options;
  if (shard !== undefined) return seedsOfShard(shard, scenario.seeds);
  return seed === undefined ? undefined : [seed];
}

function refuseContradictions(options: SeedOptions, { variants = [] }: Scenario): void {
  const { seed, shard, until, 'most-minutes': mostMinutes, 'most-time': mostTime } = options;
  const refuse = (where: string, expected: string, got: string) => {
    throw new InputError([{ where, path: '', expected, got }]);
  };
  if (seed !== undefined && shard !== undefined)
    refuse('--shard', 'a part of the scenario’s seeds, without --seed', `--seed ${seed} beside it`);
  if (until === undefined && mostMinutes !== undefined)
    refuse('--most-minutes', '--until decided beside it', 'a limit of a rehearsal whose length its seeds set');
  if (until === undefined) return;
  if (mostTime !== undefined)
    refuse('--most-time', 'only --most-minutes beside --until decided', JSON.stringify(mostTime));
  if (seed !== undefined) refuse('--until decided', 'seeds as many as it takes', `--seed ${seed}`);
  if (shard !== undefined) refuse('--until decided', 'all seeds on one machine', `--shard ${shard}`);
  if (variants.length === 0)
    refuse('--until decided', 'a scenario with variants: they are what is decided', 'a scenario without');
}

const SHARD_EXPECTED = 'a part of how many, such as 2/8';

/**
 * Returns the seeds that one of several machines plays. "2/8" is the second of eight: every eighth seed, so that each machine
 * gets about as many. All variants of a seed stay on one machine, so that its pairs never differ by the machine that played
 * them. Throws InputError when there are fewer seeds than machines.
 */
export function seedsOfShard(text: string, seeds: readonly number[]): readonly number[] {
  const refuse = (expected: string, got: string) =>
    new InputError([{ where: '--shard', path: '', expected, got, hint: '`longhaul merge` puts the parts together' }]);
  const [, part, of] = /^\s*(\d+)\s*\/\s*(\d+)\s*$/.exec(text) ?? [];
  const [index, count] = [Number(part), Number(of)];
  if (!(index >= 1 && index <= count))
    throw refuse(SHARD_EXPECTED, text.trim() === '' ? 'nothing' : JSON.stringify(text));
  if (count > seeds.length)
    throw refuse(`at most as many parts as the scenario has seeds (${seeds.length})`, JSON.stringify(text));
  return seeds.filter((_, i) => i % count === index - 1);
}
