import { HEADER_BYTES } from '../probe-packet.ts';
import type { PlannedProbe } from '../probed-way.ts';
import type { Trips } from '../send-probes.ts';
import { quantile } from '../way-figures.ts';
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
  /** Sent to received, median of the single probes. */
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
    ...rate(train),
    ...queue(train),
  };
}

function delays(singles: readonly Seen[]): Pick<ExactFigures, 'delayMs' | 'lateMs'> {
  const both = singles.flatMap(({ told, sentMs, receivedMs }) =>
    told.dueMs === undefined || receivedMs === undefined
      ? []
      : [{ asked: told.dueMs - told.atMs, got: receivedMs - sentMs, lateMs: told.unreadMs + (told.lateMs ?? 0) }],
  );
  const asked = median(both.map((each) => each.asked));
  const beyond = median(both.map((each) => each.got - each.asked));
  const lateMs = median(both.map((each) => each.lateMs));
  if (asked === undefined || beyond === undefined || lateMs === undefined) return {};
  return { delayMs: { asked, got: asked + beyond }, lateMs };
}

function errors(seen: readonly Seen[]): Pick<ExactFigures, 'delayErrorMs'> {
  const off = seen.flatMap(({ told, cameMs }) =>
    told.dueMs === undefined || cameMs === undefined ? [] : [Math.abs(cameMs - told.dueMs)],
  );
  const delayErrorMs = quantile(ascending(off), 0.95);
  return delayErrorMs === undefined ? {} : { delayErrorMs };
}

/** Through the bottleneck, of what had to come, and of what came. */
function rate(train: readonly Seen[]): Pick<ExactFigures, 'rateBps'> {
  const due = train.flatMap(({ planned, told }) => (told.dueMs === undefined ? [] : [{ planned, atMs: told.dueMs }]));
  const came = train.flatMap(({ planned, cameMs }) => (cameMs === undefined ? [] : [{ planned, atMs: cameMs }]));
  const taken = train.flatMap(({ told }) => (told.dueMs === undefined ? [] : [told.atMs]));
  const [asked, got] = [rateOfArrivals(due), rateOfArrivals(came)];
  const lastsMs = range(due.map(({ atMs }) => atMs));
  return asked === undefined || got === undefined || lastsMs < FILLED_BY * range(taken)
    ? {}
    : { rateBps: { asked, got } };
}

/**
 * Bits between two arrivals near the ends, over the time between: in order of arrival, so that a packet that was held
 * up unknown to anybody moves its neighbours by one place and no more.
 */
function rateOfArrivals(
  arrivals: readonly { readonly planned: PlannedProbe; readonly atMs: number }[],
): number | undefined {
  if (arrivals.length < TRAIN_PACKETS_LEAST) return undefined;
  const sorted = arrivals.toSorted((a, b) => a.atMs - b.atMs);
  const [from, to] = [Math.floor(END_SHARE * sorted.length), Math.ceil((1 - END_SHARE) * sorted.length) - 1];
  const tookMs = (sorted[to]?.atMs ?? 0) - (sorted[from]?.atMs ?? 0);
  const bytes = sorted
    .slice(from + 1, to + 1)
    .reduce((sum, { planned }) => sum + planned.payloadBytes + HEADER_BYTES, 0);
  return tookMs <= 0 ? undefined : (bytes * BITS_PER_BYTE * 1000) / tookMs;
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
