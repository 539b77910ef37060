import { chance } from './compare-variants.ts';
import { InputError } from './lib/errors.ts';
import { medianOf } from './metrics/values.ts';
import type { Result, TakeResult } from './model/result.ts';
import type { Scenario } from './model/scenario.ts';
import { expectedTime } from './pace/expected-time.ts';
import { baseTakes } from './report/base-takes.ts';
import type { Machine } from './scenario/machine-load.ts';
import { planTakes } from './scenario/plan.ts';
import { ALPHA } from './verdict/compare/alpha.ts';
import { marginOf } from './verdict/compare/margins.ts';
import { type MeasuredNumber, measuredNumbers } from './verdict/compare/measured-number.ts';
import { pairSeeds, valuesUnder } from './verdict/compare/pair-seeds.ts';
import { planSeeds, type SeedsNeeded } from './verdict/compare/plan-seeds.ts';

export interface PlannedNumber extends SeedsNeeded {
  readonly number: MeasuredNumber;
  /** Earlier differences the noise is known from. */
  readonly known: number;
  readonly effect: number;
}

export interface ComparisonPlan {
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
  if (!noises.some((noise) => noise.length >= LEAST_KNOWN))
    throw new InputError([
      {
        ...{ where: '--from', path: '', expected: `at least ${LEAST_KNOWN} valid takes of this scenario's regions` },
        got: `${Math.max(0, ...noises.map(({ length }) => length))}`,
      },
    ]);
  const swinging = noises.filter((noise, i) =>
    noise.some((each) => Math.abs(each) >= (numbers[i]?.margin ?? 0)),
  ).length;
  const alpha = ALPHA / Math.max(1, swinging);
  const random = chance();
  return {
    isPaired,
    numbers: numbers.map((number, i) => {
      const noise = noises[i] ?? [];
      const effect = margins * number.margin;
      const known = noise.length;
      const needed: SeedsNeeded =
        known < LEAST_KNOWN
          ? { toSeeWorse: undefined, toSeeNoWorse: undefined }
          : planSeeds({ noise, margin: number.margin, effect }, { alpha, wholeAlpha: ALPHA, random });
      return { number, known, effect, ...needed };
    }),
  };
}

/** Real time of so many seeds of a scenario on this machine, each variant and the base once; without variants, of two such rehearsals. */
export function minutesOf(scenario: Scenario, seeds: number, machine: Machine): number {
  const numbers = Array.from({ length: seeds }, (_, i) => i + 1);
  const { seconds } = expectedTime(planTakes(scenario, numbers), machine);
  return (seconds * (scenario.variants === undefined ? 2 : 1)) / 60;
}

function noiseOf(number: MeasuredNumber, { scenario, takes }: Result): readonly number[] {
  const base = baseTakes(takes);
  const { variants } = scenario;
  if (variants === undefined)
    return around(valuesOf(number, base, base).map(({ baseline }) => baseline)).map((each) => each * Math.SQRT2);
  return variants.flatMap(({ name }) => {
    const ofVariant = takes.filter(({ variant }) => variant === name);
    return around(valuesOf(number, base, ofVariant).map(({ baseline, candidate }) => candidate - baseline));
  });
}

function valuesOf(number: MeasuredNumber, baseline: readonly TakeResult[], candidate: readonly TakeResult[]) {
  return pairSeeds(baseline, candidate).pairs.flatMap((pair) => valuesUnder(pair, number) ?? []);
}

/** What is left of the values when their common part is taken away. */
function around(values: readonly number[]): readonly number[] {
  if (values.length === 0) return [];
  const middle = medianOf(values);
  if (middle === undefined || values.length < 2) return [];
  // Few values lie closer to their own middle than to the true one.
  const widening = Math.sqrt(values.length / (values.length - 1));
  return values.map((value) => (value - middle) * widening);
}
