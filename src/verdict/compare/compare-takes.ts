import { median } from 'simple-statistics';
import type { ChangeLimitSet } from '../../model/budget.ts';
import type { Change, ComparedArm, ComparisonOutcome, EncoderComparison } from '../../model/encoder-comparison.ts';
import type { MetricInfo } from '../../model/metric.ts';
import type { TakeResult } from '../../model/result.ts';
import { alphaOf, type Look, leastPairs, surePairs } from './alpha.ts';
import { type Answer, answerQuestions } from './answer-questions.ts';
import { type MeasuredNumber, measuredNumbers } from './measured-number.ts';
import { pairSeeds, type SeedValues, type TakePair, valuesUnder } from './pair-seeds.ts';
import type { Question } from './question.ts';

export interface Arm extends Omit<ComparedArm, 'seeds'> {
  readonly takes: readonly TakeResult[];
}

export interface CompareOptions extends Look {
  readonly regions: readonly string[];
  readonly metrics: readonly MetricInfo[];
  readonly changeLimits: ChangeLimitSet;
  readonly marginOf: (metric: MetricInfo) => number | undefined;
  /** A fresh stream of the same chance at each call. */
  readonly chance: () => () => number;
  readonly warnings: readonly string[];
}

/** Holds the candidate against the baseline, seed by seed. docs/compare.md tells why it may be believed. */
export function compareTakes(baseline: Arm, candidate: Arm, options: CompareOptions): EncoderComparison {
  const alpha = alphaOf(options);
  const { pairs, dropped } = pairSeeds(baseline.takes, candidate.takes);
  const numbers = measuredNumbers({ ...options, takes: [...baseline.takes, ...candidate.takes] });
  const family = (isBudgeted: boolean) =>
    changesOf(
      numbers.filter((number) => number.isBudgeted === isBudgeted),
      pairs,
      dropped.length > 0,
      {
        alpha,
        random: options.chance(),
      },
    );
  const [deciding, shown] = [family(true), family(false)];
  const { look, looks, warnings } = options;
  return {
    baseline: armOf(baseline),
    candidate: armOf(candidate),
    outcome: overall(deciding),
    pairedSeeds: pairs.map(({ seed }) => seed),
    dropped,
    ...{ alpha, look, looks },
    leastSeeds: leastPairs(alpha),
    sureSeeds: surePairs(alpha, deciding.length),
    changes: [...deciding, ...shown],
    warnings: [...warnings, ...heldBack(baseline, pairs, 'baseline'), ...heldBack(candidate, pairs, 'candidate')],
  };
}

function armOf({ takes, ...arm }: Arm): ComparedArm {
  return { ...arm, seeds: [...new Set(takes.map(({ seed }) => seed))] };
}

/** Takes that count although the machine held their encoder back for a moment; for longer, they are invalid. */
function heldBack({ name }: Arm, pairs: readonly TakePair[], arm: 'baseline' | 'candidate'): readonly string[] {
  const shares = pairs.map((pair) =>
    Math.max(0, ...(pair[arm].encoder?.video ?? []).map(({ limitedFractions }) => limitedFractions?.cpu ?? 0)),
  );
  const worst = Math.max(0, ...shares);
  if (worst === 0) return [];
  const share = `${(worst * 100).toFixed(1)} %`;
  return [`want of CPU held the encoder of ${name} back, at most ${share} of a take: it may do better on more cores`];
}

/** Red by one; green by all. What is missing outranks what is merely unclear, since more seeds would not mend it. */
function overall(deciding: readonly Change[]): ComparisonOutcome {
  const some = (outcome: Change['outcome']) =>
    deciding.some((change) => change.outcome === outcome && !change.isOnlyWarning);
  if (some('regressed')) return 'regressed';
  if (deciding.length === 0 || deciding.some(({ why }) => why === 'missing-data')) return 'invalid';
  if (some('inconclusive')) return 'inconclusive';
  return some('improved') ? 'improved' : 'no-worse';
}

function changesOf(
  numbers: readonly MeasuredNumber[],
  pairs: readonly TakePair[],
  isIncomplete: boolean,
  options: { readonly alpha: number; readonly random: () => number },
): readonly Change[] {
  const values = numbers.map((number) => pairs.map((pair) => valuesUnder(pair, number)));
  const questions = numbers.map(
    ({ better, margin, warnMargin }, i): Question => ({
      margin,
      ...(warnMargin !== undefined && { warnMargin }),
      worsening: (values[i] ?? []).map((value) => value && (better === 'lower' ? 1 : -1) * rise(value)),
    }),
  );
  return answerQuestions(questions, options).map((answer, i) =>
    changeOf(numbers[i] as MeasuredNumber, values[i] ?? [], answer, isIncomplete, options.alpha),
  );
}

const rise = ({ baseline, candidate }: SeedValues) => candidate - baseline;

function changeOf(
  { metric, region, statistic, better, margin, warnMargin, isBudgeted }: MeasuredNumber,
  values: readonly (SeedValues | undefined)[],
  { outcome, pairs, worseP, betterP, harmlessP, interval, isWithinWarning }: Answer,
  isIncomplete: boolean,
  alpha: number,
): Change {
  const present = values.filter((value) => value !== undefined);
  const low = interval && (better === 'lower' ? interval.low : -interval.high);
  const high = interval && (better === 'lower' ? interval.high : -interval.low);
  const isMissing = isIncomplete || pairs < values.length;
  return {
    ...{ region, metric: metric.id, statistic, unit: metric.unit, better, isBudgeted, outcome, pairs, margin },
    ...(warnMargin !== undefined && { warnMargin }),
    ...(isWithinWarning && (outcome === 'regressed' || outcome === 'inconclusive') && { isOnlyWarning: true }),
    ...(outcome === 'inconclusive' && {
      why: pairs >= leastPairs(alpha) ? 'too-noisy' : isMissing ? 'missing-data' : 'too-few-seeds',
    }),
    ...(present.length > 0 && {
      baseline: median(present.map((value) => value.baseline)),
      candidate: median(present.map((value) => value.candidate)),
      difference: median(present.map(rise)),
    }),
    ...(low !== undefined && high !== undefined && { interval: { low, high } }),
    ...{ worseP, betterP, harmlessP },
  };
}
