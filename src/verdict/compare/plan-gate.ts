import { clearMissShare } from './clear-failures.ts';
import { planFailureTests } from './plan-failure-tests.ts';
import { MOST_SEEDS, TRIED, WANTED_POWER } from './plan-seeds.ts';
import type { Question } from './question.ts';
import { anytimeFamilyP, anytimeHarmlessP } from './statistics/anytime-p.ts';
import { signFlipP } from './statistics/sign-flip-p.ts';
import { type SignPatterns, signPatterns } from './statistics/sign-patterns.ts';
import { stepDownP } from './statistics/step-down-p.ts';
import { LEAST_FOR_GREEN } from './undecided.ts';

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
  /**
   * Seeds after which a rehearsal that is looked at after each one ends without a change, in half and in nine tenths of cases;
   * undefined where MOST_SEEDS are too few.
   */
  readonly untilNoWorse: { readonly half: number | undefined; readonly mostly: number | undefined };
  /** The same for the worsening. */
  readonly untilWorse: { readonly half: number | undefined; readonly mostly: number | undefined };
}

interface PlanOptions {
  /** Index of the number whose worsening by the effect is to be seen. */
  readonly hardest: number;
  readonly effect: number;
  /** Number of regions. */
  readonly regions: number;
  readonly alpha: number;
  readonly random: () => number;
}

const SIMULATIONS = 60;

/**
 * Finds the seeds needed for all numbers together: green needs every one of them no worse at once, red is corrected for all. Earlier
 * pairs are drawn whole, with either sign, so that numbers which vary together do so here, too.
 */
export function planGate(
  numbers: readonly GateNumber[],
  { hardest, effect, regions, alpha, random }: PlanOptions,
): GatePower {
  const known = Math.max(0, ...numbers.map(({ noise }) => noise.length));
  const unknown = { half: undefined, mostly: undefined };
  if (known === 0)
    return { toSeeNoWorse: undefined, toSeeWorse: undefined, untilNoWorse: unknown, untilWorse: unknown };
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
  const questionsOf = (seeds: number, worsenedBy: number) =>
    differences(seeds).map((own, i) => ({
      margin: (numbers[i] as GateNumber).margin,
      worsening: own.map((each) => (each === undefined || i !== hardest ? each : each + worsenedBy)),
    }));
  const left = (seeds: number, isAnytime: boolean) =>
    alpha - planFailureTests({ alpha, isAnytime, pairs: seeds, byChance: clearMissShare(regions) }).spent;
  const isRed = (seeds: number) =>
    (stepDownP(questionsOf(seeds, effect), patternsOf(seeds))[hardest] ?? 1) <= left(seeds, false);
  const isGreenLook = (questions: readonly Question[]) =>
    questions.every((question) => anytimeHarmlessP(question, question.margin) <= alpha);
  const isRedLook = (questions: readonly Question[]) =>
    (anytimeFamilyP(questions)[hardest] ?? 1) <= left(MOST_SEEDS, true);
  return {
    toSeeNoWorse: leastSeeds(isGreen),
    toSeeWorse: leastSeeds(isRed),
    untilNoWorse: looksUntil(() => Math.max(LEAST_FOR_GREEN, firstLook(questionsOf(MOST_SEEDS, 0), isGreenLook))),
    untilWorse: looksUntil(() => firstLook(questionsOf(MOST_SEEDS, effect), isRedLook)),
  };
}

/** Returns the first look that can decide, by bisection since p never rises from look to look; MOST_SEEDS + 1 if none does. */
function firstLook(questions: readonly Question[], isKnown: (sofar: readonly Question[]) => boolean): number {
  let [low, high] = [1, MOST_SEEDS + 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    const sofar = questions.map(({ worsening, ...question }) => ({
      ...question,
      worsening: worsening.slice(0, middle),
    }));
    if (isKnown(sofar)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function looksUntil(rehearse: () => number): GatePower['untilWorse'] {
  const looks = Array.from({ length: SIMULATIONS }, rehearse).sort((a, b) => a - b);
  const at = (share: number) => {
    const look = looks[Math.ceil(share * SIMULATIONS) - 1];
    return look === undefined || look > MOST_SEEDS ? undefined : look;
  };
  return { half: at(0.5), mostly: at(0.9) };
}

/** Finds the smallest number tried that is enough, by bisection: apart from chance, more seeds never prove less. */
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
