import type { BrokenTake } from '../../model/result/encoder-comparison.ts';
import type { TakeResult } from '../../model/result/result.ts';
import { countersDisagree } from '../validity/signals/counters-disagree.ts';
import { crashed } from '../validity/signals/crashed.ts';
import { keyframesMissing } from '../validity/signals/keyframes-missing.ts';
import { noMedia } from '../validity/signals/no-media.ts';

/** Signals of takes that a slow machine does not explain: the setting itself may be what breaks them. */
const BREAKS: ReadonlySet<string> = new Set([
  ...[crashed.id, keyframesMissing.id, noMedia.id],
  // An overloaded line was seen to do this in each take of a rich setting: what is left out may be the disaster.
  countersDisagree.id,
]);

/**
 * Finds a broken take of the candidate under each seed where the baseline has none. Such takes are invalid and drop out, or are played
 * again until one is whole: what is dead under every third seed would be compared by the others alone.
 */
export function findBrokenAlone(
  baseline: readonly TakeResult[],
  candidate: readonly TakeResult[],
): readonly BrokenTake[] {
  const healthy = new Set(baseline.map(({ seed }) => seed));
  for (const { seed } of brokenTakes(baseline)) healthy.delete(seed);
  const found = new Map<number, BrokenTake>();
  for (const broken of brokenTakes(candidate))
    if (healthy.has(broken.seed) && !found.has(broken.seed)) found.set(broken.seed, broken);
  return [...found.values()];
}

function brokenTakes(takes: readonly TakeResult[]): readonly BrokenTake[] {
  return takes.flatMap((take) => {
    const why = breakOf(take);
    return why === undefined ? [] : [{ seed: take.seed, reason: `${why.signal}: ${why.reason}` }];
  });
}

/** Reports whether nothing was seen in the take though the network carried it, and not because something crashed, which may be for want of memory. */
export function isSilent({ invalidReasons }: TakeResult): boolean {
  const has = (id: string) => invalidReasons.some(({ signal }) => signal === id);
  return has(noMedia.id) && !has(crashed.id);
}

/** Returns the seeds under which nothing was seen of one arm, and of the other always. */
export function silentAlone(own: readonly TakeResult[], other: readonly TakeResult[]): readonly number[] {
  const seen = new Set(other.map(({ seed }) => seed));
  for (const { seed } of brokenTakes(other)) seen.delete(seed);
  return own.filter((take) => isSilent(take) && seen.has(take.seed)).map(({ seed }) => seed);
}

/** Returns what broke the take; undefined if it is whole, or the machine spoilt it. */
function breakOf({ invalidReasons }: TakeResult): TakeResult['invalidReasons'][number] | undefined {
  return invalidReasons.find(({ signal }) => BREAKS.has(signal));
}
