import { HEADER_BYTES } from './probe-packet.ts';
import type { PlannedProbe } from './probed-path.ts';
import type { Trips } from './send-probes.ts';

/** A probe that came: its place in the way's plan, and when it was sent and came, in ms of one clock. */
export interface ReceivedProbe {
  readonly probe: number;
  readonly sentMs: number;
  readonly receivedMs: number;
}

/** What the probes of one way say; a field is missing when none told. */
export interface PathStats {
  /** Median of the single probes. */
  readonly delayMs?: number;
  /** 95th minus 5th percentile of the same. */
  readonly jitterMs?: number;
  /** Of all single probes. */
  readonly lossFraction: number;
  /** Of IP packets: median of the trains. */
  readonly rateBps?: number;
}

/** Of one way's probes, those that came. */
export function receivedProbes({ sentMs, receivedMs }: Trips): ReceivedProbe[] {
  return Array.from(receivedMs, (atMs, probe) => ({
    probe,
    sentMs: sentMs[probe] ?? Number.NaN,
    receivedMs: atMs,
  })).filter(({ sentMs: from, receivedMs: to }) => !Number.isNaN(from) && !Number.isNaN(to));
}

const BITS_PER_BYTE = 8;
/** A train must be sent in this share of the time it takes to come. */
const SENT_WITHIN = 0.7;
/** Below this many a spread is not told. */
const SPREAD_PROBES_LEAST = 20;

/** The same for probes that crossed a real network and for those of an emulated one. Copies count once. */
export function pathStats(plan: readonly PlannedProbe[], sightings: readonly ReceivedProbe[]): PathStats {
  const first = new Map<number, ReceivedProbe>();
  for (const sighting of sightings) if (!first.has(sighting.probe)) first.set(sighting.probe, sighting);
  const seen = [...first.values()];
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

/**
 * Of each train, the bits that came after its first packet, over the time they took; ascending. A train that was not sent
 * faster than it came (the sender was held up) has not filled the bottleneck and tells nothing.
 */
function trainRates(plan: readonly PlannedProbe[], seen: readonly ReceivedProbe[]): number[] {
  const trains = new Map<number, { bytes: number; sentMs: number; receivedMs: number }[]>();
  for (const { probe, sentMs, receivedMs } of seen) {
    const planned = plan[probe];
    if (planned?.train === undefined) continue;
    const packet = { bytes: planned.payloadBytes + HEADER_BYTES, sentMs, receivedMs };
    trains.set(planned.train, [...(trains.get(planned.train) ?? []), packet]);
  }
  return [...trains.values()]
    .flatMap((packets) => {
      const ordered = packets.sort((a, b) => a.receivedMs - b.receivedMs);
      const [first, ...rest] = ordered;
      const last = rest.at(-1);
      if (first === undefined || last === undefined) return [];
      const tookMs = last.receivedMs - first.receivedMs;
      if (tookMs <= 0 || last.sentMs - first.sentMs > SENT_WITHIN * tookMs) return [];
      const bits = rest.reduce((sum, { bytes }) => sum + bytes, 0) * BITS_PER_BYTE;
      return [(bits * 1000) / tookMs];
    })
    .sort((a, b) => a - b);
}

/** Of ascending values; undefined when there are none. */
export function quantile(ascending: readonly number[], share: number): number | undefined {
  return ascending[Math.min(ascending.length - 1, Math.floor(share * ascending.length))];
}
