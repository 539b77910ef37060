import type { LostSeed } from '../../model/result/encoder-comparison.ts';
import type { TakeResult } from '../../model/result/result.ts';
import { isSilent } from './broken-alone.ts';
import { findLoneFailures } from './lone-failures.ts';
import { isUsable } from './pair-seeds.ts';

/**
 * Returns the probability that chance has the candidate alone lose a seed before the baseline alone does, and then in every replay.
 * Whatever chance does under a seed, it is as likely to do it to either arm: the first is 1/2, and each replay is lost by the candidate
 * alone with at most 1/4 (it is lost with some r, and kept by the baseline with 1 - r).
 */
export function lostAgainP(replays: number): number {
  return 0.5 * 0.25 ** replays;
}

/** Returns the fewest replays for which that probability is at most `most`. */
export function replaysNeeded(most: number): number {
  return Math.ceil(Math.log(0.5 / most) / Math.log(4));
}

/**
 * Finds the first seed that one arm alone loses, if that is the candidate: nothing was seen in its take, or it missed a budget clearly, where
 * the baseline's did not. Later seeds are not asked about, or each would be another chance of a false alarm.
 */
export function findLostSeed(
  baseline: readonly TakeResult[],
  candidate: readonly TakeResult[],
  replays: number,
): LostSeed | undefined {
  for (const seed of new Set([...baseline, ...candidate].map((take) => take.seed))) {
    const [own, other] = [playsOf(candidate, seed), playsOf(baseline, seed)];
    const count = Math.min(own.length, other.length);
    const losers = own.slice(0, count).map((take, i) => loserOf(other[i] as TakeResult, take));
    if (losers[0] === 'baseline') return undefined;
    if (losers[0] === undefined) continue;
    const needed = 1 + replays;
    const kept = losers.findIndex((loser) => loser !== 'candidate');
    if (kept !== -1) return { seed, times: kept, needed, state: 'not-again' };
    return { seed, times: Math.min(count, needed), needed, state: count < needed ? 'open' : 'again' };
  }
  return undefined;
}

/** Returns the takes of a seed that tell something of the setting: those that the machine did not spoil. */
function playsOf(takes: readonly TakeResult[], seed: number): readonly TakeResult[] {
  return takes.filter((take) => take.seed === seed && (isUsable(take) || isSilent(take)));
}

function loserOf(baseline: TakeResult, candidate: TakeResult): 'baseline' | 'candidate' | undefined {
  const silent = [baseline, candidate].map(isSilent);
  if (silent[0] !== silent[1]) return silent[0] ? 'baseline' : 'candidate';
  if (silent[0]) return undefined;
  const arms = new Set(
    findLoneFailures([{ seed: candidate.seed, baseline, candidate }]).flatMap(({ arm, isClear }) =>
      isClear ? arm : [],
    ),
  );
  return arms.size === 1 ? [...arms][0] : undefined;
}
