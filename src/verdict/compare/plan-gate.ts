import { clearMissAlpha } from './clear-failures.ts';
import { TRIED, WANTED_POWER } from './plan-seeds.ts';
import { signFlipP } from './statistics/sign-flip-p.ts';
import { type SignPatterns, signPatterns } from './statistics/sign-patterns.ts';
import { stepDownP } from './statistics/step-down-p.ts';

/** A number as the gate tests it, and the differences of earlier pairs of takes without a change. */
export interface GateNumber {
  readonly margin: number;
  /** One difference per earlier pair, in the same order for all numbers; undefined where that pair lacks it. */
  readonly noise: readonly (number | undefined)[];
}

export interface GatePower {
  /** Seeds with which the whole gate says "no worse" in WANTED_POWER of comparisons; undefined if no number tried is enough. */
  readonly toSeeNoWorse: number | undefined;
  /** Seeds to see the hardest number become worse by the effect. */
  readonly toSeeWorse: number | undefined;
}

const SIMULATIONS = 60;

/**
 * Finds the seeds needed for all numbers together: green needs every one of them no worse at once, red is corrected for all. Earlier
 * pairs are drawn whole, with either sign, so that numbers which vary together do so here, too.
 */
export function planGate(
  numbers: readonly GateNumber[],
  { hardest, effect, alpha, random }: { hardest: number; effect: number; alpha: number; random: () => number },
): GatePower {
  const known = Math.max(0, ...numbers.map(({ noise }) => noise.length));
  if (known === 0) return { toSeeNoWorse: undefined, toSeeWorse: undefined };
  const draw = () => {
    const pair = Math.floor(random() * known);
    const sign = random() < 0.5 ? -1 : 1;
    return numbers.map(({ noise }) => noise[pair] && sign * noise[pair]);
  };
  const differences = (seeds: number) => {
    const pairs = Array.from({ length: seeds }, draw);
    return numbers.map((_, number) => pairs.map((pair) => pair[number]));
  };
  const patterns = new Map<number, SignPatterns>();
  const patternsOf = (seeds: number) => {
    const made = patterns.get(seeds) ?? signPatterns(seeds, random);
    patterns.set(seeds, made);
    return made;
  };
  const isGreen = (seeds: number) =>
    differences(seeds).every((own, i) => {
      const { margin } = numbers[i] as GateNumber;
      const room = own.map((each) => (each === undefined ? undefined : margin - each));
      return signFlipP(room, patternsOf(seeds)) <= alpha;
    });
  const isRed = (seeds: number) => {
    const questions = differences(seeds).map((own, i) => ({
      margin: (numbers[i] as GateNumber).margin,
      worsening: own.map((each) => (each === undefined || i !== hardest ? each : each + effect)),
    }));
    return (stepDownP(questions, patternsOf(seeds))[hardest] ?? 1) <= alpha - clearMissAlpha(alpha, seeds);
  };
  return { toSeeNoWorse: leastSeeds(isGreen), toSeeWorse: leastSeeds(isRed) };
}

/** Finds the smallest number tried that is enough, by bisection: apart from chance, more seeds never tell less. */
function leastSeeds(isSeen: (seeds: number) => boolean): number | undefined {
  const isEnough = (seeds: number) => {
    const missesAllowed = (1 - WANTED_POWER) * SIMULATIONS;
    let misses = 0;
    for (let i = 0; i < SIMULATIONS && misses <= missesAllowed; i++) if (!isSeen(seeds)) misses++;
    return misses <= missesAllowed;
  };
  let [low, high] = [0, TRIED.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isEnough(TRIED[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return TRIED[low];
}
