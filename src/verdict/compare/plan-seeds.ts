import { leastPairs } from './statistics/alpha.ts';
import { signFlipP } from './statistics/sign-flip-p.ts';
import { signPatterns } from './statistics/sign-patterns.ts';
import { stepDownP } from './statistics/step-down-p.ts';

/** Statistical power that a plan aims for, as is usual (Cohen 1988). */
export const WANTED_POWER = 0.8;
/** Number of seeds beyond which machine time costs more than the answer is worth; fewer metrics or longer takes help more. */
export const MOST_SEEDS = 24;
export const TRIED: readonly number[] = [4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 20, MOST_SEEDS];
const SIMULATIONS = 200;

export interface SeedsNeeded {
  /** Seeds to call a worsening by `effect` regressed; undefined if MOST_SEEDS are too few. */
  readonly toSeeWorse: number | undefined;
  /** Seeds to call no change no worse. */
  readonly toSeeNoWorse: number | undefined;
}

export interface PlanQuestion {
  /** Paired differences of earlier takes around their median. */
  readonly noise: readonly number[];
  readonly margin: number;
  /** Worsening that is to be detected. */
  readonly effect: number;
}

/** Finds by simulation how many seeds it takes for this number alone, drawing differences from the earlier noise with either sign. */
export function planSeeds(
  { noise, margin, effect }: PlanQuestion,
  { alpha, random }: { readonly alpha: number; readonly random: () => number },
): SeedsNeeded {
  const draw = (shift: number) => {
    const drawn = noise[Math.floor(random() * noise.length)] ?? 0;
    return shift + (random() < 0.5 ? -drawn : drawn);
  };
  const least = (isSeen: (seeds: number) => boolean) => {
    const missesAllowed = (1 - WANTED_POWER) * SIMULATIONS;
    return TRIED.filter((seeds) => seeds >= leastPairs(alpha)).find((seeds) => {
      let misses = 0;
      for (let i = 0; i < SIMULATIONS && misses <= missesAllowed; i++) if (!isSeen(seeds)) misses++;
      return misses <= missesAllowed;
    });
  };
  const patternsOf = memo((seeds) => signPatterns(seeds, random));
  return {
    toSeeWorse: least((seeds) => {
      const worsening = Array.from({ length: seeds }, () => draw(effect));
      return (stepDownP([{ worsening, margin }], patternsOf(seeds))[0] ?? 1) <= alpha;
    }),
    toSeeNoWorse: least((seeds) => {
      const roomLeft = Array.from({ length: seeds }, () => margin - draw(0));
      return signFlipP(roomLeft, patternsOf(seeds)) <= alpha;
    }),
  };
}

function memo<T>(make: (key: number) => T): (key: number) => T {
  const made = new Map<number, T>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const fresh = make(key);
    made.set(key, fresh);
    return fresh;
  };
}
