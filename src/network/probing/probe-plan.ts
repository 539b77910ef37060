import type { Link, Topology } from '../../model/scenario/network.ts';
import { HEADER_BYTES } from './probe-packet.ts';
import { oneWayPathsOf, type PlannedProbe, type ProbedPath, rateOf, sharersOf } from './probed-path.ts';

const PROBE_PAYLOAD_BYTES = 32;
/** The light phase, in which each way sends single probes and no queue builds up. */
const LIGHT_MS = 1000;
/** Enough for quantiles, few enough for eight paths on two cores. */
const LIGHT_INTERVAL_MS = 5;
/** Most of a bottleneck that single probes may take together. Assumption. */
const LIGHT_SHARE = 0.2;
/** From the last single probe to the first train. */
const PAUSE_MS = 60;
/** Trains of a way: their median rate counts, because one may meet a jump of the delay. */
const TRAINS = 5;
const TRAIN_EVERY_MS = 100;
/** Ways begin their trains one after the other: each reader's buffer holds only a few hundred packets. */
const TRAIN_STAGGER_MS = 8;
/** A train's time in the bottleneck: long against a receiver's error of 0.1 ms, and against the jumps of the delay. */
const TRAIN_MS = 20;
const TRAIN_MS_PER_JITTER_MS = 10;
const TRAIN_MS_MOST = 160;
const TRAIN_PACKETS_LEAST = 8;
const TRAIN_PACKETS_MOST = 150;
const TRAIN_PAYLOAD_BYTES = 1400;
/** On slow links, so that a train takes no second. */
const SLOW_BPS = 500_000;
const SLOW_PAYLOAD_BYTES = 200;
const BITS_PER_BYTE = 8;

/**
 * What is sent on every way between the origin and the other hosts where only a law of the probes is known: single probes
 * for delay, jitter and loss, then short trains for the rate. Times in ms.
 */
export function planProbes(topology: Topology): ProbedPath[] {
  const ways = oneWayPathsOf(topology);
  const sharers = sharersOf(ways);
  return ways.map((way, index) => ({
    ...way,
    probes: [
      ...singles(index, lightIntervalMs(way.links, sharers)),
      ...(way.bottleneck === undefined ? [] : trains(index, rateOf(way.bottleneck), trainMs(way.links))),
    ],
  }));
}

function lightIntervalMs(links: readonly Link[], sharers: ReadonlyMap<string, number>): number {
  const bits = (PROBE_PAYLOAD_BYTES + HEADER_BYTES) * BITS_PER_BYTE;
  const bounds = links.map((link) => (bits * 1000 * (sharers.get(link.id) ?? 1)) / (LIGHT_SHARE * rateOf(link)));
  return Math.max(LIGHT_INTERVAL_MS, ...bounds);
}

/** Out of step with each other, so that not all hosts are served at once. */
function singles(way: number, intervalMs: number): PlannedProbe[] {
  const count = Math.max(1, Math.floor(LIGHT_MS / intervalMs));
  const phaseMs = ((way * 0.618) % 1) * Math.min(intervalMs, LIGHT_INTERVAL_MS);
  return Array.from({ length: count }, (_, n) => ({
    atMs: phaseMs + n * intervalMs,
    payloadBytes: PROBE_PAYLOAD_BYTES,
  }));
}

function trainMs(links: readonly Link[]): number {
  const jitterMs = links.reduce((sum, { profile }) => sum + profile.jitterMs, 0);
  return Math.min(TRAIN_MS_MOST, TRAIN_MS + TRAIN_MS_PER_JITTER_MS * jitterMs);
}

function trains(way: number, rateBps: number, longMs: number): PlannedProbe[] {
  const payloadBytes = rateBps < SLOW_BPS ? SLOW_PAYLOAD_BYTES : TRAIN_PAYLOAD_BYTES;
  const packetMs = ((payloadBytes + HEADER_BYTES) * BITS_PER_BYTE * 1000) / rateBps;
  const packets = Math.max(TRAIN_PACKETS_LEAST, Math.min(TRAIN_PACKETS_MOST, Math.ceil(longMs / packetMs)));
  const everyMs = Math.max(TRAIN_EVERY_MS, 1.2 * packets * packetMs);
  const beginMs = LIGHT_MS + PAUSE_MS + ((way * TRAIN_STAGGER_MS) % TRAIN_EVERY_MS);
  return Array.from({ length: TRAINS }, (_, train) =>
    Array.from({ length: packets }, () => ({ atMs: beginMs + train * everyMs, payloadBytes, train })),
  ).flat();
}
