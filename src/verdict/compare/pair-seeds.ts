import type { DroppedSeed } from '../../model/result/encoder-comparison.ts';
import type { TakeResult } from '../../model/result/result.ts';
import { JUDGEMENT_FAULTS } from '../judgement-faults.ts';
import { statisticOf } from '../statistic-of.ts';
import type { MeasuredNumber } from './measured-number.ts';

/** The baseline's and the candidate's take under the same seed, both valid. */
export interface TakePair {
  readonly seed: number;
  readonly baseline: TakeResult;
  readonly candidate: TakeResult;
}

/** Signals of takes that the machine did not spoil: at most a budget's data are missing, and each number is checked by itself. */
const NOT_THE_MACHINE: ReadonlySet<string> = new Set(Object.values(JUDGEMENT_FAULTS).map(({ id }) => id));

/** Reports whether a take counts: it is valid, or at most a budget’s data are missing. */
export function isUsable({ outcome, invalidReasons }: TakeResult): boolean {
  if (outcome !== 'invalid') return true;
  return invalidReasons.length > 0 && invalidReasons.every(({ signal }) => NOT_THE_MACHINE.has(signal));
}

/** Pairs the takes of both arms by seed. Of a seed played again the first valid take counts, so that nobody picks the best. */
export function pairSeeds(
  baseline: readonly TakeResult[],
  candidate: readonly TakeResult[],
): { readonly pairs: readonly TakePair[]; readonly dropped: readonly DroppedSeed[] } {
  const arms = { baseline, candidate };
  const seeds = [...new Set([...baseline, ...candidate].map(({ seed }) => seed))];
  const found = (arm: keyof typeof arms, seed: number) =>
    arms[arm].find((take) => take.seed === seed && isUsable(take));
  const pairs = seeds.flatMap((seed) => {
    const [a, b] = [found('baseline', seed), found('candidate', seed)];
    return a === undefined || b === undefined ? [] : [{ seed, baseline: a, candidate: b }];
  });
  const dropped = seeds.flatMap((seed) =>
    (['baseline', 'candidate'] as const).flatMap((arm) =>
      found(arm, seed) === undefined ? [{ seed, arm, reason: whyUnusable(arms[arm], seed) }] : [],
    ),
  );
  return { pairs, dropped };
}

function whyUnusable(takes: readonly TakeResult[], seed: number): string {
  const played = takes.find((take) => take.seed === seed);
  if (played === undefined) return 'not played';
  return played.invalidReasons.map(({ signal, reason }) => `${signal}: ${reason}`).join(' ') || 'invalid';
}

export interface SeedValues {
  readonly baseline: number;
  readonly candidate: number;
}

/**
 * Returns the number under one seed as the mean of the region's viewers: they share the haul's weather and the take, so a seed is one
 * piece of evidence however many watch. Undefined unless every viewer has it in both arms.
 */
export function valuesUnder(pair: TakePair, number: MeasuredNumber): SeedValues | undefined {
  const both = viewersUnder(pair, number);
  const complete = both.flatMap(({ a, b }) => (a === undefined || b === undefined ? [] : [{ a, b }]));
  if (complete.length === 0 || complete.length < both.length) return undefined;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { baseline: mean(complete.map(({ a }) => a)), candidate: mean(complete.map(({ b }) => b)) };
}

/** Returns whether a viewer of the candidate lacks the number that it has in the baseline. */
export function isMissingInCandidate(pair: TakePair, number: MeasuredNumber): boolean {
  return viewersUnder(pair, number).some(({ a, b }) => a !== undefined && b === undefined);
}

/** Returns the number of each viewer of the region in the baseline (a) and in the candidate (b). */
function viewersUnder({ baseline, candidate }: TakePair, { region, metric, statistic, chancePart }: MeasuredNumber) {
  return baseline.viewers
    .filter((viewer) => viewer.region === region)
    .map(({ id, metrics }) => {
      const other = candidate.viewers.find((viewer) => viewer.id === id)?.metrics;
      const a = statisticOf(metrics[metric.id], statistic);
      const b = statisticOf(other?.[metric.id], statistic);
      if (chancePart === undefined) return { a, b };
      return withMeanPart(
        { a, b },
        statisticOf(metrics[chancePart], 'value'),
        statisticOf(other?.[chancePart], 'value'),
      );
    });
}

/** Returns both numbers with the mean of their parts that differ by chance alone, as they are if a part is not known. */
function withMeanPart(
  { a, b }: { readonly a: number | undefined; readonly b: number | undefined },
  partOfA: number | undefined,
  partOfB: number | undefined,
): { readonly a: number | undefined; readonly b: number | undefined } {
  if (partOfA === undefined || partOfB === undefined) return { a, b };
  const half = (partOfB - partOfA) / 2;
  return { a: a === undefined ? a : a + half, b: b === undefined ? b : b - half };
}
