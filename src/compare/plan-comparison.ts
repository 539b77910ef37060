import type { Machine } from '../capacity/machine-load.ts';
import { InputError } from '../lib/errors.ts';
import { medianOf } from '../metrics/series/values.ts';
import type { Result, TakeResult } from '../model/result/result.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import { expectedTime } from '../pace/expected-time.ts';
import { baseTakes } from '../report/facts/takes.ts';
import { planTakes } from '../scenario/plan.ts';
import { chance } from '../verdict/compare/compare-variants.ts';
import { marginOf } from '../verdict/compare/margins.ts';
import { type MeasuredNumber, measuredNumbers } from '../verdict/compare/measured-number.ts';
import { pairSeeds, valuesUnder } from '../verdict/compare/pair-seeds.ts';
import { type GatePower, planGate } from '../verdict/compare/plan-gate.ts';
import { planSeeds, type SeedsNeeded } from '../verdict/compare/plan-seeds.ts';
import { ALPHA } from '../verdict/compare/statistics/alpha.ts';

export interface PlannedNumber extends SeedsNeeded {
  readonly number: MeasuredNumber;
  /** Earlier differences the noise is known from. */
  readonly known: number;
  readonly effect: number;
}

export interface ComparisonPlan {
  /** Of all numbers together, and which of them is the hardest to tell. */
  readonly gate: GatePower & { readonly hardest?: MeasuredNumber };
  readonly numbers: readonly PlannedNumber[];
  /** False when the noise is that between seeds of one setting: pairs share their weather and differ less. */
  readonly isPaired: boolean;
}

/** Noise known from fewer is a guess. */
const LEAST_KNOWN = 3;

/**
 * Seeds needed to see a worsening of `margins` times its margin, for every number with a limit, from the noise of an
 * earlier rehearsal (several are joined first). Throws InputError when too little was recorded.
 */
export function planComparison(earlier: Result, scenario: Scenario, margins: number): ComparisonPlan {
  const numbers = measuredNumbers({
    ...{ regions: scenario.regions.map(({ id }) => id), metrics: earlier.metrics, takes: earlier.takes, marginOf },
    changeLimits: scenario.changeLimits ?? {},
  }).filter(({ isBudgeted }) => isBudgeted);
  const isPaired = earlier.scenario.variants !== undefined;
  const noises = numbers.map((number) => noiseOf(number, earlier));
  const known = noises.map((noise) => noise.filter((each) => each !== undefined));
  if (!known.some((noise) => noise.length >= LEAST_KNOWN))
    throw new InputError([
      {
        ...{ where: '--from', path: '', expected: `at least ${LEAST_KNOWN} valid takes of this scenario's regions` },
        got: `${Math.max(0, ...known.map(({ length }) => length))}`,
      },
    ]);
  const swinging = known.filter((noise, i) => noise.some((each) => Math.abs(each) >= (numbers[i]?.margin ?? 0))).length;
  const alpha = ALPHA / Math.max(1, swinging);
  const random = chance();
  const planned = numbers.map((number, i): PlannedNumber => {
    const noise = known[i] ?? [];
    const effect = margins * number.margin;
    const needed: SeedsNeeded =
      noise.length < LEAST_KNOWN
        ? { toSeeWorse: undefined, toSeeNoWorse: undefined }
        : planSeeds({ noise, margin: number.margin, effect }, { alpha, wholeAlpha: ALPHA, random });
    return { number, known: noise.length, effect, ...needed };
  });
  return { isPaired, numbers: planned, gate: gateOf(planned, noises, random) };
}

/** What is not known well enough is left out of the whole: it is said of its own line. */
function gateOf(
  planned: readonly PlannedNumber[],
  noises: readonly Noise[],
  random: () => number,
): ComparisonPlan['gate'] {
  const known = planned.flatMap((each, i) => (each.known < LEAST_KNOWN ? [] : [{ each, noise: noises[i] ?? [] }]));
  const seeds = ({ toSeeWorse }: SeedsNeeded) => toSeeWorse ?? Number.POSITIVE_INFINITY;
  const hardest = known.reduce(
    (worst, { each }, i) => (seeds(each) > seeds((known[worst] ?? { each }).each) ? i : worst),
    0,
  );
  const { number, effect } = (known[hardest] ?? (known[0] as (typeof known)[number])).each;
  const numbers = known.map(({ each, noise }) => ({ margin: each.number.margin, noise }));
  return { ...planGate(numbers, { hardest, effect, alpha: ALPHA, random }), hardest: number };
}

/** One for each earlier pair, in their order. */
type Noise = readonly (number | undefined)[];

/** Real time of so many seeds of a scenario on this machine, each variant and the base once; without variants, of two such rehearsals. */
export function minutesOf(scenario: Scenario, seeds: number, machine: Machine): number {
  const numbers = Array.from({ length: seeds }, (_, i) => i + 1);
  const { seconds } = expectedTime(planTakes(scenario, numbers), machine);
  return (seconds * (scenario.variants === undefined ? 2 : 1)) / 60;
}

function noiseOf(number: MeasuredNumber, { scenario, takes }: Result): Noise {
  const base = baseTakes(takes);
  const { variants } = scenario;
  if (variants === undefined)
    return around(valuesOf(number, base, base).map((pair) => pair?.baseline)).map((each) => each && each * Math.SQRT2);
  return variants.flatMap(({ name }) => {
    const ofVariant = takes.filter(({ variant }) => variant === name);
    return around(valuesOf(number, base, ofVariant).map((pair) => pair && pair.candidate - pair.baseline));
  });
}

function valuesOf(number: MeasuredNumber, baseline: readonly TakeResult[], candidate: readonly TakeResult[]) {
  return pairSeeds(baseline, candidate).pairs.map((pair) => valuesUnder(pair, number));
}

/** What is left of the values when their common part is taken away. */
function around(values: readonly (number | undefined)[]): Noise {
  const present = values.filter((value) => value !== undefined);
  const middle = medianOf(present);
  if (middle === undefined || present.length < 2) return [];
  // Few values lie closer to their own middle than to the true one.
  const widening = Math.sqrt(present.length / (present.length - 1));
  return values.map((value) => (value === undefined ? undefined : (value - middle) * widening));
}
