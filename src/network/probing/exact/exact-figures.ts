import { quantile } from '../path-stats.ts';
import { HEADER_BYTES } from '../probe-packet.ts';
import type { PlannedProbe } from '../probed-path.ts';
import type { Trips } from '../send-probes.ts';
import type { Foretold } from './replay.ts';

/** A train must take this much longer to come than it took to be taken in, or it has not filled the bottleneck. */
const FILLED_BY = 1.15;
const TRAIN_PACKETS_LEAST = 4;
/** At either end of a train's packets, left out. */
const END_SHARE = 0.05;
/** What is due so shortly before nobody listened any more may not have been heard. */
const END_MS = 10;
const BITS_PER_BYTE = 8;

/** Asked against got, of the same packets. */
export interface Pair {
  readonly asked: number;
  readonly got: number;
}

/** What the probes of one way say beside what was foretold of each; a field is missing where none told. */
export interface ExactFigures {
  /** Sent to received, median of the single probes that met the weather as it comes. */
  readonly delayMs?: Pair;
  /** Of the same: how long they lay unread and how late they were written, by the router's own word. */
  readonly lateMs?: number;
  /** 95th percentile of how far packets came from when they had to come, beyond the lateness told. */
  readonly delayErrorMs?: number;
  /** Of the single probes. */
  readonly lossFraction?: Pair;
  /** Of all: lost though they had to come, or the reverse. */
  readonly wrongFateFraction?: number;
  readonly rateBps?: Pair;
  /** 95th minus 5th percentile of a train's delay; only where it must have filled the queue. */
  readonly queueMs?: Pair;
}

interface Seen {
  readonly planned: PlannedProbe;
  readonly told: Foretold;
  readonly sentMs: number;
  /** On the links' clock, without the lateness that the router told; undefined when it did not come. */
  readonly cameMs: number | undefined;
  readonly receivedMs: number | undefined;
}

/** Wall time at the links' time 0, as it stood at a time of the links. */
export type EpochAt = (linkMs: number) => number;

export function exactFigures(
  probes: readonly PlannedProbe[],
  { sentMs, receivedMs }: Trips,
  foretold: (probe: number) => Foretold | undefined,
  { epochAt, endMs }: { readonly epochAt: EpochAt; readonly endMs: number },
): ExactFigures {
  let counted = 0;
  let wrong = 0;
  const seen: Seen[] = [];
  probes.forEach((planned, probe) => {
    const [sent = Number.NaN, received = Number.NaN] = [sentMs[probe], receivedMs[probe]];
    const told = foretold(probe);
    if (Number.isNaN(sent) || told?.fate === 'under-way') return;
    const dueMs = told?.dueMs === undefined ? Number.NEGATIVE_INFINITY : told.dueMs + epochAt(told.dueMs);
    if (dueMs + (told?.lateMs ?? 0) > endMs - END_MS) return;
    const came = !Number.isNaN(received);
    counted++;
    // One that the router never took in was lost before, which nobody asked for.
    if (came !== (told === undefined || told.fate === 'arrives')) wrong++;
    if (told !== undefined)
      seen.push({
        planned,
        told,
        sentMs: sent,
        receivedMs: came ? received : undefined,
        cameMs: came ? received - epochAt(told.atMs) - (told.lateMs ?? 0) : undefined,
      });
  });
  const singles = seen.filter(({ planned }) => planned.train === undefined);
  const train = seen.filter(({ planned }) => planned.train !== undefined);
  return {
    ...delays(singles),
    ...(counted > 0 && { wrongFateFraction: wrong / counted }),
    ...errors(seen),
    ...(singles.length > 0 && {
      lossFraction: {
        asked: share(singles, ({ told }) => told.fate !== 'arrives'),
        got: share(singles, ({ cameMs }) => cameMs === undefined),
      },
    }),
    ...rate(seen),
    ...queue(train),
  };
}

function delays(singles: readonly Seen[]): Pick<ExactFigures, 'delayMs' | 'lateMs'> {
  const both = singles.flatMap(({ told, sentMs, receivedMs }) => {
    const { atMs, dueMs, isHurried, unreadMs, lateMs = 0 } = told;
    if (dueMs === undefined || receivedMs === undefined) return [];
    const askedMs = dueMs - atMs;
    return [{ isHurried, askedMs, beyondMs: receivedMs - sentMs - lateMs - askedMs, unreadMs, lateMs }];
  });
  const calm = both.filter(({ isHurried }) => !isHurried);
  const asked = median(calm.map(({ askedMs }) => askedMs));
  const beyond = median(calm.map(({ beyondMs }) => beyondMs));
  // Of all: what a radio has held back leaves at once, and one freeze then would be half of a short time's lateness.
  const late = median(both.map(({ lateMs }) => lateMs));
  const unread = median(both.map(({ unreadMs }) => unreadMs));
  if (asked === undefined || beyond === undefined || late === undefined || unread === undefined) return {};
  return { delayMs: { asked, got: asked + beyond + late }, lateMs: unread + late };
}

function errors(seen: readonly Seen[]): Pick<ExactFigures, 'delayErrorMs'> {
  const off = seen.flatMap(({ told, cameMs }) =>
    told.dueMs === undefined || cameMs === undefined ? [] : [Math.abs(cameMs - told.dueMs)],
  );
  const delayErrorMs = quantile(ascending(off), 0.95);
  return delayErrorMs === undefined ? {} : { delayErrorMs };
}

/** Through the bottleneck while a train crosses it. */
function rate(seen: readonly Seen[]): Pick<ExactFigures, 'rateBps'> {
  const due = seen.flatMap(({ planned, told }) => (told.dueMs === undefined ? [] : [{ planned, atMs: told.dueMs }]));
  const asked = rateOfArrivals(due);
  const train = seen.filter(({ planned, told }) => planned.train !== undefined && told.dueMs !== undefined);
  const lastsMs = range(train.map(({ told }) => told.dueMs ?? 0));
  const stretch = stretchOf(train);
  return asked === undefined || stretch === undefined || lastsMs < FILLED_BY * range(train.map(({ told }) => told.atMs))
    ? {}
    : { rateBps: { asked, got: asked / stretch } };
}

/**
 * How much longer a train took to come than it had to: how much later than foretold the packets of its last third came
 * than those of its first, by their medians, so that what was held up unknown to anybody does not count.
 */
function stretchOf(train: readonly Seen[]): number | undefined {
  const both = train
    .flatMap(({ told: { dueMs }, cameMs }) =>
      dueMs === undefined || cameMs === undefined ? [] : [{ dueMs, beyondMs: cameMs - dueMs }],
    )
    .sort((a, b) => a.dueMs - b.dueMs);
  const third = Math.ceil(both.length / 3);
  if (both.length < TRAIN_PACKETS_LEAST) return undefined;
  const middle = (part: typeof both, pick: (each: (typeof both)[number]) => number) => median(part.map(pick)) ?? 0;
  const [first, last] = [both.slice(0, third), both.slice(-third)];
  const tookMs = middle(last, ({ dueMs }) => dueMs) - middle(first, ({ dueMs }) => dueMs);
  const beyondMs = middle(last, (each) => each.beyondMs) - middle(first, (each) => each.beyondMs);
  return tookMs > 0 && tookMs + beyondMs > 0 ? 1 + beyondMs / tookMs : undefined;
}

/**
 * Bits between two of a train's arrivals near its ends, single probes between them included, over the time between.
 */
function rateOfArrivals(
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

function queue(train: readonly Seen[]): Pick<ExactFigures, 'queueMs'> {
  if (!train.some(({ told }) => told.fate === 'queue-full')) return {};
  const asked = spread(train.flatMap(({ told }) => (told.dueMs === undefined ? [] : [told.dueMs - told.atMs])));
  const got = spread(train.flatMap(({ told, cameMs }) => (cameMs === undefined ? [] : [cameMs - told.atMs])));
  return asked === undefined || got === undefined ? {} : { queueMs: { asked, got } };
}

/** Between the same percentiles as that of jitter: single packets that were held up unknown to anybody do not count. */
function spread(values: readonly number[]): number | undefined {
  const sorted = ascending(values);
  const [least, most] = [quantile(sorted, END_SHARE), quantile(sorted, 1 - END_SHARE)];
  return values.length < TRAIN_PACKETS_LEAST || least === undefined || most === undefined ? undefined : most - least;
}

const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const median = (values: readonly number[]) => quantile(ascending(values), 0.5);
const share = <T>(all: readonly T[], picks: (one: T) => boolean) => all.filter(picks).length / all.length;
