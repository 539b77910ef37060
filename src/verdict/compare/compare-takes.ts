import { median } from 'simple-statistics';
import type {
  Change,
  ComparedArm,
  ComparisonOutcome,
  EncoderComparison,
  LoneFailure,
  MissedBudget,
} from '../../model/result/encoder-comparison.ts';
import type { MetricInfo } from '../../model/result/metric.ts';
import type { TakeResult } from '../../model/result/result.ts';
import type { ChangeLimitSet } from '../../model/scenario/budget.ts';
import { outcomeOfTakes } from '../judge-rehearsal.ts';
import { type Answer, type AnswerOptions, answerQuestions } from './answer-questions.ts';
import { findBrokenAlone } from './broken-alone.ts';
import { comparisonWarnings } from './comparison-warnings.ts';
import { failureTests } from './failure-tests.ts';
import { type MeasuredNumber, measuredNumbers } from './measured-number.ts';
import { isMissingInCandidate, pairSeeds, type SeedValues, type TakePair, valuesUnder } from './pair-seeds.ts';
import type { Question } from './question.ts';
import { alphaOf, type Look, leastPairs, surePairs } from './statistics/alpha.ts';
import { voidAloneP } from './void-alone-p.ts';

export interface Arm extends Omit<ComparedArm, 'seeds' | 'outcome' | 'missed'> {
  readonly takes: readonly TakeResult[];
}

export interface CompareOptions extends Look {
  readonly regions: readonly string[];
  readonly metrics: readonly MetricInfo[];
  readonly changeLimits: ChangeLimitSet;
  readonly marginOf: (metric: MetricInfo) => number | undefined;
  /** Regions in which connecting owes nothing to the encoder (own-joins.ts); none unless set. */
  readonly ownJoins?: ReadonlySet<string>;
  /** Starts the same random sequence again at each call. */
  readonly chance: () => () => number;
  readonly warnings: readonly string[];
  /** Number of comparisons among which the probability of any false "regressed" is shared out; defaults to 1. */
  readonly sharedBy?: number;
}

/** Compares the candidate with the baseline, seed by seed. docs/compare.md says why the result may be trusted. */
export function compareTakes(baseline: Arm, candidate: Arm, options: CompareOptions): EncoderComparison {
  const { look, looks, isAnytime = false, sharedBy = 1, warnings } = options;
  const harmlessAlpha = alphaOf(options);
  const alpha = harmlessAlpha / sharedBy;
  const { pairs, dropped } = pairSeeds(baseline.takes, candidate.takes);
  const brokenAlone = findBrokenAlone(baseline.takes, candidate.takes);
  const failures = failureTests(
    { baseline: baseline.takes, candidate: candidate.takes, pairs },
    { alpha, isAnytime, regions: options.regions.length },
  );
  const numbers = measuredNumbers({ ...options, takes: [...baseline.takes, ...candidate.takes] });
  const family = (isBudgeted: boolean) =>
    changesOf(
      numbers.filter((number) => number.isBudgeted === isBudgeted),
      pairs,
      {
        ...{ alpha: failures.alphaLeft, harmlessAlpha, isAnytime, random: options.chance() },
        isIncomplete: dropped.length > 0,
        // The failure question decides, so it is corrected together with the deciding numbers.
        more: isBudgeted ? [failures.question] : [],
      },
    );
  const [deciding, shown] = [family(true), family(false)];
  const failureP = deciding.moreP[0] ?? 1;
  const isFailing = failureP <= failures.alphaLeft || failures.isClearlyWorse;
  const changes = deciding.changes.map((change) => withoutGreen(change, failures.list, isFailing));
  const voidP = voidAloneP(baseline.takes, candidate.takes);
  const outcome = overall(changes, {
    isFailing,
    isBroken: brokenAlone.length > 0 || voidP <= alpha,
    isMissing: failures.list.some((failure) => failure.arm === 'candidate' && !changes.some(isOf(failure))),
  });
  return {
    baseline: armOf(baseline),
    candidate: armOf(candidate),
    outcome,
    pairedSeeds: pairs.map(({ seed }) => seed),
    dropped,
    ...{ alpha, look, looks, ...(isAnytime && { isAnytime }) },
    leastSeeds: leastPairs(alpha),
    sureSeeds: surePairs(alpha, changes.length),
    ...(voidP <= alpha && { voidAloneP: voidP }),
    ...{ loneFailures: failures.list, brokenAlone, failureP, clearFailureP: failures.clearP },
    ...(failures.lostSeed !== undefined && { lostSeed: failures.lostSeed }),
    changes: [...changes, ...shown.changes],
    warnings: [
      ...warnings,
      ...comparisonWarnings({
        ...{ outcome, pairs, regions: options.regions, deciding: changes, nearMiss: failures.nearMiss },
        names: { baseline: baseline.name, candidate: candidate.name },
      }),
    ],
  };
}

function armOf({ takes, ...arm }: Arm): ComparedArm {
  const missed = new Map<string, MissedBudget>();
  for (const { outcome, verdicts } of takes)
    for (const { region, metric, statistic, ...verdict } of verdicts)
      if (outcome === 'not-ready' && verdict.outcome === 'fail')
        missed.set(`${region} ${metric} ${statistic}`, { region, metric, statistic });
  const seeds = [...new Set(takes.map(({ seed }) => seed))];
  return { ...arm, seeds, outcome: outcomeOfTakes(takes), missed: [...missed.values()] };
}

/**
 * Takes green away from a budget that the candidate misses under a seed where the baseline keeps it, however rarely; if so many
 * seeds are beyond chance, that budget is what regressed.
 */
function withoutGreen(change: Change, failures: readonly LoneFailure[], isFailing: boolean): Change {
  const isOwn = failures.some((failure) => failure.arm === 'candidate' && isOf(failure)(change));
  if (change.outcome === 'regressed' || !isOwn) return change;
  const { isOnlyWarning: _, ...rest } = change;
  if (isFailing) return { ...rest, outcome: 'regressed', why: 'failed-alone' };
  const isUnclear = change.why === undefined || change.why === 'too-noisy';
  return { ...rest, outcome: 'inconclusive', why: isUnclear ? 'failed-alone' : change.why };
}

function isOf({ region, metric, statistic }: LoneFailure): (change: Change) => boolean {
  return (change) => change.region === region && change.metric === metric && change.statistic === statistic;
}

interface Faults {
  /** Whether it fails alone in more seeds than chance explains. */
  readonly isFailing: boolean;
  /** Whether takes broke, or do not count, in the candidate alone. */
  readonly isBroken: boolean;
  /** Whether it alone misses a budget of a number that is not compared, since no difference of it is known to matter. */
  readonly isMissing: boolean;
}

/**
 * Returns red if one change is, green if all are. Missing data and broken takes outrank unclear results, since more seeds would not
 * supply or mend them.
 */
function overall(deciding: readonly Change[], { isFailing, isBroken, isMissing }: Faults): ComparisonOutcome {
  const some = (outcome: Change['outcome']) =>
    deciding.some((change) => change.outcome === outcome && !change.isOnlyWarning);
  if (some('regressed') || isFailing) return 'regressed';
  if (isBroken || deciding.length === 0 || deciding.some(({ why }) => why === 'missing-data')) return 'invalid';
  if (some('inconclusive') || isMissing) return 'inconclusive';
  return some('improved') ? 'improved' : 'no-worse';
}

interface FamilyOptions extends AnswerOptions {
  readonly harmlessAlpha: number;
  readonly isIncomplete: boolean;
  /** Further questions to be corrected together with these. */
  readonly more: readonly Question[];
}

function changesOf(
  numbers: readonly MeasuredNumber[],
  pairs: readonly TakePair[],
  { isIncomplete, more, ...options }: FamilyOptions,
): { readonly changes: readonly Change[]; readonly moreP: readonly number[] } {
  const values = numbers.map((number) => pairs.map((pair) => valuesUnder(pair, number)));
  const questions = numbers.map(
    ({ better, margin, warnMargin }, i): Question => ({
      margin,
      ...(warnMargin !== undefined && { warnMargin }),
      worsening: (values[i] ?? []).map((value) => value && (better === 'lower' ? 1 : -1) * rise(value)),
    }),
  );
  const answers = answerQuestions([...questions, ...more], options);
  const changes = numbers.map((number, i) =>
    changeOf(number, values[i] ?? [], answers[i] as Answer, {
      isIncomplete,
      isMissingInCandidate: pairs.some((pair) => isMissingInCandidate(pair, number)),
      harmlessAlpha: options.harmlessAlpha,
    }),
  );
  return { changes, moreP: answers.slice(numbers.length).map(({ worseP }) => worseP) };
}

const rise = ({ baseline, candidate }: SeedValues) => candidate - baseline;

interface MissingData {
  /** Whether takes dropped out. */
  readonly isIncomplete: boolean;
  /** Whether the candidate has no data under a seed where the baseline has: what broke may be what is not seen. */
  readonly isMissingInCandidate: boolean;
}

function changeOf(
  { metric, region, statistic, better, margin, warnMargin, isBudgeted }: MeasuredNumber,
  values: readonly (SeedValues | undefined)[],
  { outcome: answered, pairs, worseP, betterP, harmlessP, interval, isWithinWarning }: Answer,
  { isIncomplete, isMissingInCandidate, harmlessAlpha }: MissingData & Pick<FamilyOptions, 'harmlessAlpha'>,
): Change {
  const present = values.filter((value) => value !== undefined);
  const low = interval && (better === 'lower' ? interval.low : -interval.high);
  const high = interval && (better === 'lower' ? interval.high : -interval.low);
  const isMissing = isIncomplete || pairs < values.length;
  const isEnough = pairs >= leastPairs(harmlessAlpha);
  const isGreen = answered === 'no-worse' || answered === 'improved';
  const outcome = isGreen && isMissingInCandidate ? 'inconclusive' : answered;
  return {
    ...{ region, metric: metric.id, statistic, unit: metric.unit, better, isBudgeted, outcome, pairs, margin },
    ...(warnMargin !== undefined && { warnMargin }),
    ...(isWithinWarning && (outcome === 'regressed' || outcome === 'inconclusive') && { isOnlyWarning: true }),
    ...(outcome === 'inconclusive' && {
      why: isMissingInCandidate || (isMissing && !isEnough) ? 'missing-data' : isEnough ? 'too-noisy' : 'too-few-seeds',
    }),
    ...(present.length > 0 && {
      baseline: median(present.map((value) => value.baseline)),
      candidate: median(present.map((value) => value.candidate)),
      difference: median(present.map(rise)),
      meanDifference: present.reduce((sum, value) => sum + rise(value), 0) / present.length,
    }),
    ...(low !== undefined && high !== undefined && { interval: { low, high } }),
    ...{ worseP, betterP, harmlessP },
  };
}
