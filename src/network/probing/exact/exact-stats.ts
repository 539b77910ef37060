import { BITS_PER_BYTE } from '../../../model/units.ts';
import { quantile } from '../path-stats.ts';
import { HEADER_BYTES } from '../probe-packet.ts';
import type { PlannedProbe } from '../probed-path.ts';
import type { ProbeTimes } from '../send-probes.ts';
import type { Prediction } from './replay.ts';

/**
 * Minimum ratio of a train's arrival time to the time in which it entered the router; below it has not filled the
 * bottleneck.
 */
const FILLED_BY = 1.15;
const TRAIN_PACKETS_LEAST = 4;
/** Share of a train's packets that is left out at either end. */
const END_SHARE = 0.05;
/** Packets due this shortly before the receivers stopped listening may have been missed. */
const END_MS = 10;

/** Expected and measured value for the same packets. */
export interface Pair {
  readonly asked: number;
  readonly got: number;
}

/**
 * Statistics of one path's probes beside the predictions for the same probes; a field is missing where no probe provides it.
 */
export interface ExactStats {
  /** One-way delay: median of the single probes sent before the weather is fast-forwarded. */
  readonly delayMs?: Pair;
  /** Median lateness of those probes as reported by the router: time they lay unread plus lateness of the write. */
  readonly lateMs?: number;
  /** 95th percentile of the deviation from the predicted arrival, after subtracting the reported lateness. */
  readonly delayErrorMs?: number;
  /** Loss of the single probes. */
  readonly lossFraction?: Pair;
  /** Share of all probes that were lost although they had to arrive, or the reverse. */
  readonly wrongFateFraction?: number;
  readonly rateBps?: Pair;
  /** 95th minus 5th percentile of a train's delay, only where it must have filled the queue. */
  readonly queueMs?: Pair;
}

interface ComparedProbe {
  readonly planned: PlannedProbe;
  readonly predicted: Prediction;
  readonly sentMs: number;
  /** Link time of the arrival minus the lateness that the router reported; undefined when the probe did not arrive. */
  readonly arrivedMs: number | undefined;
  readonly receivedMs: number | undefined;
}

/** Returns the wall time at the links' time 0, as of a given link time. */
export type EpochAt = (linkMs: number) => number;

/**
 * Compares one path's probes with their predictions. Skips probes that were not sent, or whose arrival could have been
 * missed.
 */
export function exactStats(
  probes: readonly PlannedProbe[],
  { sentMs, receivedMs }: ProbeTimes,
  predictionOf: (probe: number) => Prediction | undefined,
  { epochAt, endMs }: { readonly epochAt: EpochAt; readonly endMs: number },
): ExactStats {
  let counted = 0;
  let wrong = 0;
  const compared: ComparedProbe[] = [];
  probes.forEach((planned, probe) => {
    const [sent = Number.NaN, received = Number.NaN] = [sentMs[probe], receivedMs[probe]];
    const predicted = predictionOf(probe);
    if (Number.isNaN(sent) || predicted?.fate === 'in-flight') return;
    const dueMs =
      predicted?.dueMs === undefined ? Number.NEGATIVE_INFINITY : predicted.dueMs + epochAt(predicted.dueMs);
    if (dueMs + (predicted?.lateMs ?? 0) > endMs - END_MS) return;
    const arrived = !Number.isNaN(received);
    counted++;
    // A probe that the router never accepted was lost before it, which is wrong.
    if (arrived !== (predicted === undefined || predicted.fate === 'arrives')) wrong++;
    if (predicted !== undefined)
      compared.push({
        planned,
        predicted,
        sentMs: sent,
        receivedMs: arrived ? received : undefined,
        arrivedMs: arrived ? received - epochAt(predicted.atMs) - (predicted.lateMs ?? 0) : undefined,
      });
  });
  const singles = compared.filter(({ planned }) => planned.train === undefined);
  const train = compared.filter(({ planned }) => planned.train !== undefined);
  return {
    ...delayStats(singles),
    ...(counted > 0 && { wrongFateFraction: wrong / counted }),
    ...delayErrors(compared),
    ...(singles.length > 0 && {
      lossFraction: {
        asked: share(singles, ({ predicted }) => predicted.fate !== 'arrives'),
        got: share(singles, ({ arrivedMs }) => arrivedMs === undefined),
      },
    }),
    ...rateStats(compared),
    ...queueStats(train),
  };
}

function delayStats(singles: readonly ComparedProbe[]): Pick<ExactStats, 'delayMs' | 'lateMs'> {
  const arrived = singles.flatMap(({ predicted, sentMs, receivedMs }) => {
    const { atMs, dueMs, isFastForwarded, unreadMs, lateMs = 0 } = predicted;
    if (dueMs === undefined || receivedMs === undefined) return [];
    const askedMs = dueMs - atMs;
    return [{ isFastForwarded, askedMs, excessMs: receivedMs - sentMs - lateMs - askedMs, unreadMs, lateMs }];
  });
  const early = arrived.filter(({ isFastForwarded }) => !isFastForwarded);
  const asked = median(early.map(({ askedMs }) => askedMs));
  const excess = median(early.map(({ excessMs }) => excessMs));
  // Over all probes: a radio releases what it held back at once, so one freeze could decide the lateness of a short time.
  const late = median(arrived.map(({ lateMs }) => lateMs));
  const unread = median(arrived.map(({ unreadMs }) => unreadMs));
  if (asked === undefined || excess === undefined || late === undefined || unread === undefined) return {};
  return { delayMs: { asked, got: asked + excess + late }, lateMs: unread + late };
}

function delayErrors(compared: readonly ComparedProbe[]): Pick<ExactStats, 'delayErrorMs'> {
  const errorsMs = compared.flatMap(({ predicted, arrivedMs }) =>
    predicted.dueMs === undefined || arrivedMs === undefined ? [] : [Math.abs(arrivedMs - predicted.dueMs)],
  );
  const delayErrorMs = quantile(ascending(errorsMs), 0.95);
  return delayErrorMs === undefined ? {} : { delayErrorMs };
}

/** Compares the rate through the bottleneck while a train crosses it. */
function rateStats(compared: readonly ComparedProbe[]): Pick<ExactStats, 'rateBps'> {
  const due = compared.flatMap(({ planned, predicted }) =>
    predicted.dueMs === undefined ? [] : [{ planned, atMs: predicted.dueMs }],
  );
  const asked = arrivalRateBps(due);
  const train = compared.filter(
    ({ planned, predicted }) => planned.train !== undefined && predicted.dueMs !== undefined,
  );
  const lastsMs = range(train.map(({ predicted }) => predicted.dueMs ?? 0));
  const stretch = stretchFactor(train);
  const enteredInMs = range(train.map(({ predicted }) => predicted.atMs));
  return asked === undefined || stretch === undefined || lastsMs < FILLED_BY * enteredInMs
    ? {}
    : { rateBps: { asked, got: asked / stretch } };
}

/**
 * Returns the ratio of a train's duration to its predicted duration. Compares the median lateness of the last third of its
 * packets with that of the first third, so that single packets delayed by an unnoticed stall do not count.
 */
function stretchFactor(train: readonly ComparedProbe[]): number | undefined {
  const arrived = train
    .flatMap(({ predicted: { dueMs }, arrivedMs }) =>
      dueMs === undefined || arrivedMs === undefined ? [] : [{ dueMs, excessMs: arrivedMs - dueMs }],
    )
    .sort((a, b) => a.dueMs - b.dueMs);
  const third = Math.ceil(arrived.length / 3);
  if (arrived.length < TRAIN_PACKETS_LEAST) return undefined;
  const middle = (part: typeof arrived, pick: (each: (typeof arrived)[number]) => number) =>
    median(part.map(pick)) ?? 0;
  const [first, last] = [arrived.slice(0, third), arrived.slice(-third)];
  const tookMs = middle(last, ({ dueMs }) => dueMs) - middle(first, ({ dueMs }) => dueMs);
  const excessMs = middle(last, (each) => each.excessMs) - middle(first, (each) => each.excessMs);
  return tookMs > 0 && tookMs + excessMs > 0 ? 1 + excessMs / tookMs : undefined;
}

/** Returns the rate in bit/s between two of a train's arrivals near its ends, including the single probes between them. */
function arrivalRateBps(
  arrivals: readonly { readonly planned: PlannedProbe; readonly atMs: number }[],
): number | undefined {
  const train = ascending(arrivals.flatMap(({ planned, atMs }) => (planned.train === undefined ? [] : [atMs])));
  const [fromMs, toMs] = [quantile(train, END_SHARE), quantile(train, 1 - END_SHARE)];
  if (train.length < TRAIN_PACKETS_LEAST || fromMs === undefined || toMs === undefined || toMs <= fromMs)
    return undefined;
  const bytes = arrivals.reduce(
    (sum, { planned, atMs }) => (atMs > fromMs && atMs <= toMs ? sum + planned.payloadBytes + HEADER_BYTES : sum),
    0,
  );
  return (bytes * BITS_PER_BYTE * 1000) / (toMs - fromMs);
}

const range = (values: readonly number[]) => Math.max(...values) - Math.min(...values);

function queueStats(train: readonly ComparedProbe[]): Pick<ExactStats, 'queueMs'> {
  if (!train.some(({ predicted }) => predicted.fate === 'queue-full')) return {};
  const asked = spread(train.flatMap(({ predicted: { dueMs, atMs } }) => (dueMs === undefined ? [] : [dueMs - atMs])));
  const got = spread(
    train.flatMap(({ predicted, arrivedMs }) => (arrivedMs === undefined ? [] : [arrivedMs - predicted.atMs])),
  );
  return asked === undefined || got === undefined ? {} : { queueMs: { asked, got } };
}

/** Returns the spread between the percentiles used for jitter, so that single packets delayed by a stall do not count. */
function spread(values: readonly number[]): number | undefined {
  const sorted = ascending(values);
  const [least, most] = [quantile(sorted, END_SHARE), quantile(sorted, 1 - END_SHARE)];
  return values.length < TRAIN_PACKETS_LEAST || least === undefined || most === undefined ? undefined : most - least;
}

const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const median = (values: readonly number[]) => quantile(ascending(values), 0.5);
const share = <T>(all: readonly T[], picks: (one: T) => boolean) => all.filter(picks).length / all.length;
