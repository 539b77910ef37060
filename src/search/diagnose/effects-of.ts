import { createRandom } from '../../lib/random.ts';
import type { Effect, Trial } from '../../model/result/diagnosis.ts';
import type { Measurement } from '../../model/result/measurement.ts';
import type { Statistic, Unit } from '../../model/result/metric.ts';
import { flipInterval } from '../../verdict/compare/statistics/difference-interval.ts';
import { signPatterns } from '../../verdict/compare/statistics/sign-patterns.ts';
import { regionMean } from '../../verdict/statistic-of.ts';

/** Numbers that a trial is compared by: standing still, and lateness. */
const NUMBERS: readonly { readonly metric: string; readonly statistic: Statistic; readonly unit: Unit }[] = [
  { metric: 'stutterRate200', statistic: 'value', unit: 'fraction' },
  { metric: 'audioStutterRate', statistic: 'value', unit: 'fraction' },
  { metric: 'latency', statistic: 'p95', unit: 'ms' },
];
/** Probability beyond each end of the interval. */
const TAIL = 0.05;

/** Compares a trial's valid takes with the rehearsal's own under the same seeds, in the regions that it concerns. */
export function effectsOf(
  { region }: Trial,
  regions: readonly string[],
  own: readonly Measurement[],
  trial: readonly Measurement[],
): readonly Effect[] {
  return regions
    .filter((id) => region === undefined || id === region)
    .flatMap((id) => NUMBERS.map((number) => ({ region: id, ...number, ...compare(pairsOf(id, number, own, trial)) })));
}

interface Pair {
  readonly before: number;
  readonly after: number;
}

function pairsOf(
  region: string,
  { metric, statistic }: (typeof NUMBERS)[number],
  own: readonly Measurement[],
  trial: readonly Measurement[],
): readonly Pair[] {
  return trial.flatMap((each) => {
    const before = own.find(({ seed }) => seed === each.seed);
    const [a, b] = [before, each].map((taken) => taken && regionMean(taken, region, metric, statistic));
    return a === undefined || b === undefined ? [] : [{ before: a, after: b }];
  });
}

function compare(pairs: readonly Pair[]): Pick<Effect, 'pairs' | 'asRehearsed' | 'ideal' | 'takenAway' | 'interval'> {
  if (pairs.length === 0) return { pairs: 0 };
  const differences = pairs.map(({ before, after }) => before - after);
  const known = flipInterval(differences, signPatterns(pairs.length, createRandom(1)), TAIL);
  return {
    pairs: pairs.length,
    asRehearsed: meanOf(pairs.map(({ before }) => before)),
    ideal: meanOf(pairs.map(({ after }) => after)),
    takenAway: meanOf(differences),
    interval:
      known === undefined
        ? { low: Math.min(...differences), high: Math.max(...differences), kind: 'range' }
        : { ...known, kind: 'confidence' },
  };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
