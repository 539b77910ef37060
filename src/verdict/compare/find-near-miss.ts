import { median } from 'simple-statistics';
import { groupedBy } from '../../lib/grouped-by.ts';
import type { TakeResult } from '../../model/result/result.ts';
import type { Verdict } from '../../model/result/verdict.ts';
import { roomToClearMiss } from '../room-to-limit.ts';

/** A take that came near to missing a budget clearly, or did. */
export interface NearMiss extends Pick<Verdict, 'region' | 'metric' | 'statistic'> {
  readonly seed: number;
}

/** Share of the way from its median to a clear miss that is near. Of some 100 real takes of calm settings none went further than 0.3. */
const NEAR = 0.5;

/**
 * Finds the take that came nearest to missing a budget clearly which the others keep. Chance was gauged by takes of which none came
 * near: where the baseline does, chance may do more than that, and nobody knows how much.
 */
export function findNearMiss(takes: readonly TakeResult[]): NearMiss | undefined {
  const judged = takes.flatMap(({ seed, verdicts }) => verdicts.map((verdict) => ({ seed, verdict })));
  const numbers = groupedBy(judged, ({ verdict: { region, metric, statistic } }) => `${region} ${metric} ${statistic}`);
  const [nearest] = [...numbers.values()].flatMap(nearestOf).toSorted((a, b) => b.share - a.share);
  if (nearest === undefined || nearest.share < NEAR) return undefined;
  const { region, metric, statistic } = nearest.verdict;
  return { seed: nearest.seed, region, metric, statistic };
}

interface Judged {
  readonly seed: number;
  readonly verdict: Verdict;
}

/** Returns the worst of one number, and its share of the way to a clear miss. */
function nearestOf(judged: readonly Judged[]): readonly (Judged & { readonly share: number })[] {
  const known = judged.flatMap((each) => {
    const room = roomToClearMiss(each.verdict);
    return room === undefined ? [] : [{ ...each, room }];
  });
  if (known.length === 0) return [];
  const way = median(known.map(({ room }) => room));
  // A miss that is the rule is no chance.
  if (way <= 0) return [];
  const worst = known.reduce((a, b) => (b.room < a.room ? b : a));
  return [{ ...worst, share: (way - worst.room) / way }];
}
