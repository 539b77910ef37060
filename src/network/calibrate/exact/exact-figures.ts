import { HEADER_BYTES } from '../probe-packet.ts';
import type { PlannedProbe } from '../probed-way.ts';
import type { Trips } from '../send-probes.ts';
import { quantile } from '../way-figures.ts';
import type { Foretold } from './replay.ts';

/** A train must take this much longer to come than it took to be taken in, or it has not filled the bottleneck. */
const FILLED_BY = 1.15;
const TRAIN_PACKETS_LEAST = 4;
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

/** Through the bottleneck: of packets that had to come and came, the bits after the first over the time they took. */
function rate(train: readonly Seen[]): Pick<ExactFigures, 'rateBps'> {
  const both = train
    .flatMap(({ planned, told, cameMs }) =>
      told.dueMs === undefined || cameMs === undefined
        ? []
        : [{ bits: (planned.payloadBytes + HEADER_BYTES) * BITS_PER_BYTE, atMs: told.atMs, dueMs: told.dueMs, cameMs }],
    )
    .sort((a, b) => a.dueMs - b.dueMs);
  const [first, last] = [both[0], both.at(-1)];
  if (first === undefined || last === undefined || both.length < TRAIN_PACKETS_LEAST) return {};
  const askedMs = last.dueMs - first.dueMs;
  const gotMs = last.cameMs - first.cameMs;
  if (askedMs < FILLED_BY * (last.atMs - first.atMs) || askedMs <= 0 || gotMs <= 0) return {};
  const bits = both.slice(1).reduce((sum, each) => sum + each.bits, 0) * 1000;
  return { rateBps: { asked: bits / askedMs, got: bits / gotMs } };
}

function queue(train: readonly Seen[]): Pick<ExactFigures, 'queueMs'> {
  if (!train.some(({ told }) => told.fate === 'queue-full')) return {};
  const asked = spread(train.flatMap(({ told }) => (told.dueMs === undefined ? [] : [told.dueMs - told.atMs])));
  const got = spread(train.flatMap(({ told, cameMs }) => (cameMs === undefined ? [] : [cameMs - told.atMs])));
  return asked === undefined || got === undefined ? {} : { queueMs: { asked, got } };
}

/** Between the same percentiles as that of jitter: single packets that were held up unknown to anybody do not count. */
function spread(values: readonly number[]): number | undefined {
  const sorted = ascending(values);
  const [least, most] = [quantile(sorted, 0.05), quantile(sorted, 0.95)];
  return values.length < TRAIN_PACKETS_LEAST || least === undefined || most === undefined ? undefined : most - least;
}

const ascending = (values: readonly number[]) => values.toSorted((a, b) => a - b);
const median = (values: readonly number[]) => quantile(ascending(values), 0.5);
const share = <T>(all: readonly T[], picks: (one: T) => boolean) => all.filter(picks).length / all.length;
