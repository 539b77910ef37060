import { groupedBy } from '../../lib/grouped-by.ts';
import { BITS_PER_BYTE } from '../../model/units.ts';
import { HEADER_BYTES } from './probe-packet.ts';
import type { PlannedProbe } from './probed-path.ts';
import type { ProbeTimes } from './send-probes.ts';

/** Probe that arrived: its index in the path's plan, and when it was sent and received, in ms of one clock. */
export interface ReceivedProbe {
  readonly probe: number;
  readonly sentMs: number;
  readonly receivedMs: number;
}

/** Statistics of the probes of one path; a field is missing when no probe provides it. */
export interface PathStats {
  /** Median one-way delay of the single probes. */
  readonly delayMs?: number;
  /** 95th minus 5th percentile of the one-way delay of the single probes. */
  readonly jitterMs?: number;
  /** Share of the single probes that were lost (0 to 1). */
  readonly lossFraction: number;
  /** Rate of IP packets in bit/s: median of the trains. */
  readonly rateBps?: number;
}

/** Returns the probes of one path that arrived. */
export function receivedProbes({ sentMs, receivedMs }: ProbeTimes): ReceivedProbe[] {
  return Array.from(receivedMs, (atMs, probe) => ({
    probe,
    sentMs: sentMs[probe] ?? Number.NaN,
    receivedMs: atMs,
  })).filter(({ sentMs: from, receivedMs: to }) => !Number.isNaN(from) && !Number.isNaN(to));
}

/** A train counts only if it was sent within this share of the time in which it arrived. */
const SENT_WITHIN = 0.7;
/** Minimum number of probes for a spread. */
const SPREAD_PROBES_LEAST = 20;

/** Computes the statistics of one path, for a real network as for an emulated one. Copies of a probe count once. */
export function pathStats(plan: readonly PlannedProbe[], received: readonly ReceivedProbe[]): PathStats {
  const firstOf = new Map<number, ReceivedProbe>();
  for (const arrival of received) if (!firstOf.has(arrival.probe)) firstOf.set(arrival.probe, arrival);
  const seen = [...firstOf.values()];
  const singles = plan.filter(({ train }) => train === undefined).length;
  const delays = seen
    .filter(({ probe }) => plan[probe]?.train === undefined)
    .map(({ sentMs, receivedMs }) => receivedMs - sentMs)
    .sort((a, b) => a - b);
  const delayMs = quantile(delays, 0.5);
  const rates = trainRates(plan, seen);
  const rateBps = quantile(rates, 0.5);
  return {
    lossFraction: 1 - delays.length / singles,
    ...(delayMs !== undefined && { delayMs }),
    ...(delays.length >= SPREAD_PROBES_LEAST && {
      jitterMs: (quantile(delays, 0.95) ?? 0) - (quantile(delays, 0.05) ?? 0),
    }),
    ...(rateBps !== undefined && { rateBps }),
  };
}

/** Returns each train's rate in bit/s, ascending. Skips a train that was not sent faster than it arrived: it has not filled the bottleneck. */
function trainRates(plan: readonly PlannedProbe[], seen: readonly ReceivedProbe[]): number[] {
  const packets = seen.flatMap(({ probe, sentMs, receivedMs }) => {
    const { train, payloadBytes = 0 } = plan[probe] ?? {};
    return train === undefined ? [] : [{ train, bytes: payloadBytes + HEADER_BYTES, sentMs, receivedMs }];
  });
  return [...groupedBy(packets, ({ train }) => train).values()]
    .flatMap((train) => {
      const found = trainRate(train);
      return found === undefined || found.sentShare > SENT_WITHIN ? [] : [found.rateBps];
    })
    .sort((a, b) => a - b);
}

interface TrainPacket {
  readonly bytes: number;
  readonly sentMs: number;
  readonly receivedMs: number;
}

/**
 * Returns a train's rate, bit/s: the bits after its first packet over the time they took; and the time of sending as a share of that.
 * Undefined where too little arrived.
 */
export function trainRate(train: readonly TrainPacket[]) {
  const [first, ...rest] = train.toSorted((a, b) => a.receivedMs - b.receivedMs);
  const last = rest.at(-1);
  if (first === undefined || last === undefined || last.receivedMs <= first.receivedMs) return undefined;
  const tookMs = last.receivedMs - first.receivedMs;
  const bits = rest.reduce((sum, { bytes }) => sum + bytes, 0) * BITS_PER_BYTE;
  return { rateBps: (bits * 1000) / tookMs, sentShare: (last.sentMs - first.sentMs) / tookMs };
}

/** Returns a quantile of ascending values; undefined when there are none. */
export function quantile(ascending: readonly number[], share: number): number | undefined {
  return ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))];
}
