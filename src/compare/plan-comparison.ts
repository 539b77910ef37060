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
import { regionsOfOwnJoins } from '../verdict/compare/own-joins.ts';
import { pairSeeds, valuesUnder } from '../verdict/compare/pair-seeds.ts';
import { type GatePower, planGate } from '../verdict/compare/plan-gate.ts';
import { MOST_SEEDS, planSeeds, type SeedsNeeded } from '../verdict/compare/plan-seeds.ts';
import { ALPHA } from '../verdict/compare/statistics/alpha.ts';

export interface PlannedNumber extends SeedsNeeded {
  readonly number: MeasuredNumber;
  /** Number of earlier differences from which the noise is known. */
  readonly known: number;
  readonly effect: number;
}

export interface ComparisonPlan {
  /** Power for all numbers together, and the number that is hardest to decide. */
  readonly gate: GatePower & { readonly hardest?: MeasuredNumber };
  readonly numbers: readonly PlannedNumber[];
  /** False if the noise is that between seeds of one setting; pairs share their weather and differ less. */
  readonly isPaired: boolean;
}

/** Fewest differences from which noise is known rather than guessed. */
const LEAST_KNOWN = 3;

/**
 * Plans the seeds needed to see a worsening of `margins` times its margin, for every number with a limit, from the noise of an earlier
 * rehearsal (several are joined first). Throws InputError if too little was recorded.
 */
export function planComparison(earlier: Result, scenario: Scenario, margins: number): ComparisonPlan {
  const numbers = measuredNumbers({
    ...{ regions: scenario.regions.map(({ id }) => id), metrics: earlier.metrics, takes: earlier.takes, marginOf },
    changeLimits: scenario.changeLimits ?? {},
    ownJoins: regionsOfOwnJoins(earlier.scenario.regions, []),
  }).filter(({ isBudgeted }) => isBudgeted);
  const isPaired = earlier.scenario.variants !== undefined;
  const noises = numbers.map((number) => noiseOf(number, earlier));
  const known = noises.map((noise) => noise.filter((each) => each !== undefined));
  if (!known.some((noise) => noise.length >= LEAST_KNOWN))
    throw new InputError([
      {
        ...{ where: '--from', path: '', expected: `at least ${LEAST_KNOWN} valid takes of this scenario's regions` },
        got: gotOf(Math.max(0, ...known.map(({ length }) => length)), earlier),
      },
    ]);
  const random = chance();
  const planned = numbers.map((number, i): PlannedNumber => {
    const noise = known[i] ?? [];
    const effect = margins * number.margin;
    const needed: SeedsNeeded =
      noise.length < LEAST_KNOWN
        ? { toSeeWorse: undefined, toSeeNoWorse: undefined }
        : planSeeds({ noise, margin: number.margin, effect }, { alpha: ALPHA, random });
    return { number, known: noise.length, effect, ...needed };
  });
  return { isPaired, numbers: planned, gate: gateOf(planned, noises, random) };
}

/** Returns how many were found; if none, of which regions there are some. */
function gotOf(count: number, { scenario }: Result): string {
  return count > 0 ? String(count) : `none, but of ${scenario.regions.map(({ id }) => id).join(', ')}`;
}

/** Plans the gate as a whole; numbers whose noise is not known well enough are left out, which their own line says. */
function gateOf(
  planned: readonly PlannedNumber[],
  noises: readonly Noise[],
  random: () => number,
): ComparisonPlan['gate'] {
  const known = planned.flatMap((each, i) => (each.known < LEAST_KNOWN ? [] : [{ each, noise: noises[i] ?? [] }]));
  const hardnesses = known.map(({ each, noise }) => hardnessOf(each, noise));
  const hardest = hardnesses.reduce((worst, each, i) => (each > (hardnesses[worst] ?? 0) ? i : worst), 0);
  const { number, effect } = (known[hardest] ?? (known[0] as (typeof known)[number])).each;
  const numbers = known.map(({ each, noise }) => ({ margin: each.number.margin, noise }));
  const regions = new Set(planned.map((each) => each.number.region)).size;
  return { ...planGate(numbers, { hardest, effect, regions, alpha: ALPHA, random }), hardest: number };
}

/** Orders numbers by the seeds that a worsening takes; those that take as many, by their noise in margins. */
function hardnessOf({ toSeeWorse = MOST_SEEDS + 1, number }: PlannedNumber, noise: Noise): number {
  const sizes = noise.map((each = 0) => Math.abs(each) / number.margin);
  return toSeeWorse + Math.min(1, Math.max(0, ...sizes) / (2 * MOST_SEEDS));
}

/** Deviation of each earlier pair, in order; undefined where the pair lacks the number. */
type Noise = readonly (number | undefined)[];

/** Returns the real time, minutes, of this many seeds on this machine: each variant and the base once; without variants, two rehearsals. */
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

/** Returns the deviations of the values from their median, widened for small samples. */
function around(values: readonly (number | undefined)[]): Noise {
  const present = values.filter((value) => value !== undefined);
  const middle = medianOf(present);
  if (middle === undefined || present.length < 2) return [];
  // A few values are closer to their own median than to the true one.
  const widening = Math.sqrt(present.length / (present.length - 1));
  return values.map((value) => (value === undefined ? undefined : (value - middle) * widening));
}
