import type { Machine } from '../capacity/machine-load.ts';
import { InputError } from '../lib/errors.ts';
import type { Result } from '../model/result/result.ts';
import type { Scenario } from '../model/scenario/scenario.ts';
import { expectedTime } from '../pace/expected-time.ts';
import { planTakes } from '../scenario/plan.ts';
import { chance } from '../verdict/compare/compare-variants.ts';
import { marginOf } from '../verdict/compare/margins.ts';
import { type MeasuredNumber, measuredNumbers } from '../verdict/compare/measured-number.ts';
import { regionsOfOwnJoins } from '../verdict/compare/own-joins.ts';
import { type GatePower, planGate } from '../verdict/compare/plan-gate.ts';
import { MOST_SEEDS, planSeeds, type SeedsNeeded } from '../verdict/compare/plan-seeds.ts';
import { ALPHA } from '../verdict/compare/statistics/alpha.ts';
import { type Noise, noiseOf } from './noise-of.ts';

export interface PlannedNumber extends SeedsNeeded {
  readonly number: MeasuredNumber;
  /** Number of earlier differences from which the noise is known. */
  readonly known: number;
  readonly effect: number;
  /** Variants that differ from the base by more than noise (noise-of.ts). */
  readonly unlike: readonly string[];
}

export interface ComparisonPlan {
  /** Power for all numbers together, and the number that is hardest to decide. */
  readonly gate: GatePower & { readonly hardest?: MeasuredNumber };
  readonly numbers: readonly PlannedNumber[];
  /** False if the noise is that between seeds of one setting; pairs share their weather and differ less. */
  readonly isPaired: boolean;
  /** Whether variants that differ from the base by more than noise are left out, since others tell it; else the base's own spread stands for theirs. */
  readonly isUnlikeLeftOut: boolean;
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
  const found = numbers.map((number) => noiseOf(number, earlier));
  const alike = onlyAlike(earlier, new Set(found.flatMap(({ unlike }) => unlike)));
  const noises = (alike === undefined ? found : numbers.map((number) => noiseOf(number, alike))).map(
    ({ rows }) => rows,
  );
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
    return { number, known: noise.length, effect, unlike: found[i]?.unlike ?? [], ...needed };
  });
  return { isPaired, isUnlikeLeftOut: alike !== undefined, numbers: planned, gate: gateOf(planned, noises, random) };
}

/** Returns the rehearsal without these variants; undefined if nothing is left out, or nothing left. */
function onlyAlike(earlier: Result, unlike: ReadonlySet<string>): Result | undefined {
  const variants = earlier.scenario.variants?.filter(({ name }) => !unlike.has(name)) ?? [];
  if (unlike.size === 0 || variants.length === 0) return undefined;
  return { ...earlier, scenario: { ...earlier.scenario, variants } };
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

/** Returns the real time, minutes, of this many seeds on this machine: each variant and the base once; without variants, two rehearsals. */
export function minutesOf(scenario: Scenario, seeds: number, machine: Machine): number {
  const numbers = Array.from({ length: seeds }, (_, i) => i + 1);
  const { seconds } = expectedTime(planTakes(scenario, numbers), machine);
  return (seconds * (scenario.variants === undefined ? 2 : 1)) / 60;
}
