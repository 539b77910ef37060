import type { Link, Topology } from '../../model/scenario/network.ts';
import { BITS_PER_BYTE } from '../../model/units.ts';
import { HEADER_BYTES } from './probe-packet.ts';
import { countPathsByLink, linkRateBps, oneWayPaths, type PlannedProbe, type ProbedPath } from './probed-path.ts';

const PROBE_PAYLOAD_BYTES = 32;
/** Duration of the light phase, in which each path carries single probes and no queue builds up. */
const LIGHT_MS = 1000;
/** Interval between single probes: enough probes for quantiles, few enough for eight hosts on two cores. */
const LIGHT_INTERVAL_MS = 5;
/** Maximum share of a bottleneck that all single probes may use together. Assumption. */
const LIGHT_SHARE = 0.2;
/** Time between the last single probe and the first train. */
const PAUSE_MS = 60;
/** Trains per path. Their median rate counts, because a single train may meet a jump of the delay. */
const TRAINS = 5;
const TRAIN_EVERY_MS = 100;
/** Offset between the paths' trains: each receiver's buffer holds only a few hundred packets. */
const TRAIN_STAGGER_MS = 8;
/**
 * Time a train takes through the bottleneck: long compared with a receiver's error of 0.1 ms, and with jumps of the delay.
 */
const TRAIN_MS = 20;
const TRAIN_MS_PER_JITTER_MS = 10;
const TRAIN_MS_MOST = 160;
const TRAIN_PACKETS_LEAST = 8;
const TRAIN_PACKETS_MOST = 150;
const TRAIN_PAYLOAD_BYTES = 1400;
/** Links slower than this get small packets, so that a train stays well below a second. */
const SLOW_BPS = 500_000;
const SLOW_PAYLOAD_BYTES = 200;

/**
 * Plans the probes between the origin and the other hosts for a network without a journal: single probes for delay, jitter
 * and loss, then short trains for the rate.
 */
export function planProbes(topology: Topology): ProbedPath[] {
  const paths = oneWayPaths(topology);
  const sharing = countPathsByLink(paths);
  return paths.map((path, index) => ({
    ...path,
    probes: [
      ...singleProbes(index, lightIntervalMs(path.links, sharing)),
      ...(path.bottleneck === undefined ? [] : trains(index, linkRateBps(path.bottleneck), trainMs(path.links))),
    ],
  }));
}

function lightIntervalMs(links: readonly Link[], sharing: ReadonlyMap<string, number>): number {
  const bits = (PROBE_PAYLOAD_BYTES + HEADER_BYTES) * BITS_PER_BYTE;
  const bounds = links.map((link) => (bits * 1000 * (sharing.get(link.id) ?? 1)) / (LIGHT_SHARE * linkRateBps(link)));
  return Math.max(LIGHT_INTERVAL_MS, ...bounds);
}

/**
 * Plans the single probes of the `index`-th path, out of phase with other paths so that not all hosts are served at once.
 */
function singleProbes(index: number, intervalMs: number): PlannedProbe[] {
  const count = Math.max(1, Math.floor(LIGHT_MS / intervalMs));
  const phaseMs = ((index * 0.618) % 1) * Math.min(intervalMs, LIGHT_INTERVAL_MS);
  return Array.from({ length: count }, (_, n) => ({
    atMs: phaseMs + n * intervalMs,
    payloadBytes: PROBE_PAYLOAD_BYTES,
  }));
}

function trainMs(links: readonly Link[]): number {
  const jitterMs = links.reduce((sum, { profile }) => sum + profile.jitterMs, 0);
  return Math.min(TRAIN_MS_MOST, TRAIN_MS + TRAIN_MS_PER_JITTER_MS * jitterMs);
}

/** Plans the trains of the `index`-th path, each `longMs` long at `rateBps`. */
function trains(index: number, rateBps: number, longMs: number): PlannedProbe[] {
  const payloadBytes = rateBps < SLOW_BPS ? SLOW_PAYLOAD_BYTES : TRAIN_PAYLOAD_BYTES;
  const packetMs = ((payloadBytes + HEADER_BYTES) * BITS_PER_BYTE * 1000) / rateBps;
  const packets = Math.max(TRAIN_PACKETS_LEAST, Math.min(TRAIN_PACKETS_MOST, Math.ceil(longMs / packetMs)));
  const everyMs = Math.max(TRAIN_EVERY_MS, 1.2 * packets * packetMs);
  const beginMs = LIGHT_MS + PAUSE_MS + ((index * TRAIN_STAGGER_MS) % TRAIN_EVERY_MS);
  return Array.from({ length: TRAINS }, (_, train) =>
    Array.from({ length: packets }, () => ({ atMs: beginMs + train * everyMs, payloadBytes, train })),
  ).flat();
}
