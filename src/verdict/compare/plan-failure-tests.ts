import { ANYTIME_SHARE_FOR_CLEAR_MISSES } from './clear-failure-looks.ts';
import { atLeastAlone, clearMissesNeeded, clearMissesP, ratesAlone } from './clear-failures.ts';
import { lostAgainP, replaysNeeded } from './lost-seed.ts';

export interface FailurePlan {
  /** Probability up to which clear misses are beyond chance; 0 if no number of so few pairs is. */
  readonly clear: number;
  /** Replays that a lost seed takes. */
  readonly replays: number;
  /** Probability that chance alone makes either test say "regressed", which the other tests have to do without. */
  readonly spent: number;
}

/** Share of alpha for a seed lost again where clear misses have less, and where results may be looked at after every pair. */
const LEAST_SHARE_FOR_LOST_SEED = 0.05;
const ANYTIME_SHARE_FOR_LOST_SEED = 0.04;

interface PlanOptions {
  readonly alpha: number;
  readonly isAnytime: boolean;
  readonly pairs: number;
  /** Share of takes that chance may have miss clearly. */
  readonly byChance: number;
}

/** Plans the tests of clear misses and of a seed lost again: what each needs, and what both cost together. */
export function planFailureTests({ alpha, isAnytime, pairs, byChance }: PlanOptions): FailurePlan {
  if (isAnytime) {
    const clear = alpha * ANYTIME_SHARE_FOR_CLEAR_MISSES;
    const replays = replaysNeeded(alpha * ANYTIME_SHARE_FOR_LOST_SEED);
    return { clear, replays, spent: clear + lostAgainP(replays) };
  }
  const needed = clearMissesNeeded(alpha, pairs, byChance);
  const clear = clearMissesP(needed, pairs, byChance);
  const replays = replaysNeeded(Math.max(clear, alpha * LEAST_SHARE_FOR_LOST_SEED));
  // Chance that is bound to some seeds befalls both arms there, and is hardly ever lost again where it is not: not both at once.
  const spent = ratesAlone(byChance).map((rate) => {
    const isFirst = (1 - (1 - 2 * rate) ** pairs) / 2;
    const inReplay = Math.min(0.5, 1 - rate / byChance);
    return atLeastAlone(needed, pairs, rate) + isFirst * (inReplay * (1 - inReplay)) ** replays;
  });
  return { clear, replays, spent: Math.max(lostAgainP(replays), ...spent) };
}
