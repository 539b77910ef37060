import type { ErrorSide, HostErrors } from '../model/recording/host-error.ts';
import type { JitterBuffer } from '../model/result/jitter-buffer.ts';
import type { Measurement, ViewerMeasurement } from '../model/result/measurement.ts';
import { cameLater } from '../model/result/presence.ts';
import type { SoundSync } from '../model/result/sound-sync.ts';
import type { Verdict, VerdictOutcome } from '../model/result/verdict.ts';
import type { Bound, Budget, BudgetSet } from '../model/scenario/budget.ts';
import { statisticOf } from './statistic-of.ts';

/** Outcomes, worst last. One viewer proves a failure, which outranks another's missing data; missing data outranks any pass. */
const WORSE: readonly VerdictOutcome[] = ['pass', 'warn', 'uncertain', 'no-data', 'fail'];

/** Why a number from a machine that was not quiet is not judged when its metric has no error law. */
export const UNKNOWN_ERROR = 'how far this machine’s strain moves this number is not known';

/** Why a number that depends on the size of the jitter buffer is not judged. */
export const NOT_SETTLED = 'the viewer’s jitter buffer was not settled when the measured time began';

/** Why a latency is not judged that was still to grow until the picture is heard with its sound. */
export const PICTURE_FOLLOWING =
  'the viewer’s picture was still being held back for its sound when the measured time began';

/** Why a number that depends on how far sound is from its picture is not judged. */
export const SOUND_FOLLOWING = 'the viewer’s sound was still following its picture when the measured time began';

/** Metrics that a step of the jitter buffer moves: by at most a round trip, or as far as the picture is ahead of its sound. */
const MOVED_BY_JITTER_BUFFER: ReadonlySet<string> = new Set(['latency', 'bufferDelay']);

/** Distances of sound from its picture, which pass as the one follows the other. */
const PASSING_DISTANCES: ReadonlySet<string> = new Set(['audioLead', 'audioLag', 'avOffset']);

/**
 * Holds every budget against its region: one verdict for each budget and region, decided by the region's worst viewer. A viewer
 * without data is never skipped: unless another viewer fails, the verdict is no-data. A number that contention (`errors`, by
 * viewer) could have moved from failing to not failing, or back, is uncertain, and so is one whose error is unknown, and a
 * latency that a jitter buffer yet to settle could take past its limit, or a distance of sound and picture that was passing.
 */
export function judgeTake(
  measurement: Measurement,
  budgets: BudgetSet,
  errors: Readonly<Record<string, HostErrors>> = {},
): readonly Verdict[] {
  return Object.entries(budgets).flatMap(([region, list]) => {
    const viewers = measurement.viewers.filter((viewer) => viewer.region === region);
    return list.map((budget) => judgeRegion(region, viewers, budget, errors));
  });
}

function judgeRegion(
  region: string,
  viewers: readonly ViewerMeasurement[],
  budget: Budget,
  errors: Readonly<Record<string, HostErrors>>,
): Verdict {
  const judged = viewers.map((viewer) => judgeViewer(region, viewer, budget, errors[viewer.viewer]));
  const deciding = judged.filter((verdict, i) => !leavesItToOthers(verdict, viewers[i], viewers, budget));
  return deciding.reduce<Verdict | undefined>(worseOf, undefined) ?? noData(region, budget, 'the region has no viewer');
}

/**
 * Reports whether a viewer's verdict is left to others of its region: it came in mid-show, its jitter buffer or its sound had not
 * settled yet, and theirs had. On the same kind of line they show what that comes to; alone, it proves nothing.
 */
function leavesItToOthers(
  { reason }: Verdict,
  viewer: ViewerMeasurement | undefined,
  region: readonly ViewerMeasurement[],
  budget: Budget,
): boolean {
  if (viewer === undefined || !cameLater(viewer)) return false;
  if (reason === NOT_SETTLED)
    return region.some(
      ({ jitterBuffer }) => jitterBuffer?.isSettled === true || lastingOf(jitterBuffer, budget) !== undefined,
    );
  if (reason === PICTURE_FOLLOWING)
    return region.some(({ jitterBuffer }) => jitterBuffer?.heldForSound?.isAtRest === true);
  return (
    reason === SOUND_FOLLOWING &&
    region.some(({ soundSync }) => soundSync !== undefined && soundSync.state !== 'following')
  );
}

function judgeViewer(
  region: string,
  { viewer, metrics, jitterBuffer, soundSync }: ViewerMeasurement,
  budget: Budget,
  errors: HostErrors | undefined,
): Verdict {
  const metric = Object.hasOwn(metrics, budget.metric) ? metrics[budget.metric] : undefined;
  if (metric === undefined) return { ...noData(region, budget, 'this metric was not measured'), viewer };
  if (metric.type === 'no-data') return { ...noData(region, budget, metric.reason), viewer };
  if (metric.unit !== budget.unit)
    return { ...noData(region, budget, `measured in ${metric.unit}, the budget is in ${budget.unit}`), viewer };
  const whole = statisticOf(metric, budget.statistic);
  if (whole === undefined || !Number.isFinite(whole))
    return { ...noData(region, budget, `this metric has no ${budget.statistic}`), viewer };
  const isMoved = jitterBuffer?.isSettled === false && MOVED_BY_JITTER_BUFFER.has(budget.metric);
  const lasting = isMoved ? lastingOf(jitterBuffer, budget) : undefined;
  const actual = Math.max(whole, lasting ?? whole);
  const known = errors?.[budget.metric];
  if (known === 'unknown')
    return { ...base(region, budget), actual, outcome: 'uncertain', viewer, reason: UNKNOWN_ERROR };
  const error = known?.[budget.statistic];
  const side = known?.side;
  const outcome = couldFlip(actual, error, side, budget) ? 'uncertain' : outcomeOf(actual, budget);
  // A buffer that is not settled yet can only grow, by at most a round trip: what fails, fails, and what has room for that keeps
  // its outcome.
  const mayGrow = isMoved && lasting === undefined;
  if (mayGrow && outcome !== 'fail' && outcomeOf(actual + longestRoundTripMs(metrics), budget) === 'fail')
    return { ...base(region, budget), actual, outcome: 'uncertain', viewer, reason: NOT_SETTLED };
  const held = jitterBuffer?.heldForSound;
  if (held?.isAtRest === false && MOVED_BY_JITTER_BUFFER.has(budget.metric) && outcome !== 'fail')
    if (outcomeOf(actual + held.leadMs, budget) === 'fail')
      return { ...base(region, budget), actual, outcome: 'uncertain', viewer, reason: PICTURE_FOLLOWING };
  if (soundSync?.state === 'following' && outcome !== lastingOutcome(actual, outcome, soundSync, budget))
    return { ...base(region, budget), actual, outcome: 'uncertain', viewer, reason: SOUND_FOLLOWING };
  const uncertainty = error !== undefined && { error, ...(side !== undefined && { errorSide: side }) };
  return { ...base(region, budget), actual, ...uncertainty, outcome, viewer };
}

/**
 * Returns what becomes of an outcome once sound that followed its picture has arrived there: a distance that failed need not fail,
 * and sound that still had to become later may then be too late.
 */
function lastingOutcome(
  actual: number,
  outcome: VerdictOutcome,
  { openedMs }: SoundSync,
  budget: Budget,
): VerdictOutcome {
  if (PASSING_DISTANCES.has(budget.metric)) return outcome === 'fail' ? 'pass' : outcome;
  const mayFail = budget.metric === 'audioLatency' && outcome !== 'fail' && openedMs > 0;
  return mayFail && outcomeOf(actual + openedMs, budget) === 'fail' ? 'fail' : outcome;
}

/** Returns the number of the last seconds, in which a buffer had its lasting size. */
function lastingOf(buffer: JitterBuffer | undefined, { metric, statistic }: Budget): number | undefined {
  const value = metric === 'latency' ? buffer?.lasting?.latency : buffer?.lasting?.bufferDelay;
  return statisticOf(value, statistic);
}

/** Returns the longest round trip that was measured, ms; Infinity where none was: then nothing bounds what may come. */
function longestRoundTripMs({ roundTripTime }: ViewerMeasurement['metrics']): number {
  return roundTripTime?.type === 'distribution' ? roundTripTime.max : Number.POSITIVE_INFINITY;
}

/** Returns whether the number fails at one end of its error and not at the other. Pass against warn decides nothing. */
function couldFlip(actual: number, error: number | undefined, side: ErrorSide | undefined, budget: Budget): boolean {
  if (error === undefined) return false;
  const ends = [side === 'above' ? actual : actual - error, side === 'below' ? actual : actual + error];
  const fails = ends.map((value) => outcomeOf(value, budget) === 'fail');
  return fails[0] !== fails[1];
}

function outcomeOf(actual: number, { ready, warn }: Budget): VerdictOutcome {
  if (meets(actual, ready)) return 'pass';
  return warn !== undefined && meets(actual, warn) ? 'warn' : 'fail';
}

function meets(actual: number, { comparison, limit }: Bound): boolean {
  switch (comparison) {
    case '<':
      return actual < limit;
    case '<=':
      return actual <= limit;
    case '>':
      return actual > limit;
    case '>=':
      return actual >= limit;
  }
}

/** Returns the worse of two verdicts on the same budget: by outcome, then by how far on the wrong side the value lies. */
export function worseOf(a: Verdict | undefined, b: Verdict): Verdict {
  if (a === undefined) return b;
  const byOutcome = WORSE.indexOf(b.outcome) - WORSE.indexOf(a.outcome);
  if (byOutcome !== 0) return byOutcome > 0 ? b : a;
  if (a.actual === undefined || b.actual === undefined) return a;
  const lowerIsBetter = a.comparison === '<' || a.comparison === '<=';
  return (lowerIsBetter ? b.actual > a.actual : b.actual < a.actual) ? b : a;
}

function base(region: string, { metric, statistic, unit, ready, warn }: Budget): Omit<Verdict, 'outcome'> {
  return {
    metric,
    statistic,
    region,
    comparison: ready.comparison,
    limit: ready.limit,
    ...(warn === undefined ? {} : { warnLimit: warn.limit }),
    unit,
  };
}

function noData(region: string, budget: Budget, reason: string): Verdict {
  return { ...base(region, budget), outcome: 'no-data', reason };
}
