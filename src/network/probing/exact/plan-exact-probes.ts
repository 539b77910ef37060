import type { Link, Topology, Traces } from '../../../model/scenario/network.ts';
import { queueLimits } from '../../emulation/queue/queue-limits.ts';
import { HEADER_BYTES, LEAST_PROBE_BYTES } from '../probe-packet.ts';
import {
  type OneWayPath,
  oneWayPathsOf,
  type PlannedProbe,
  type ProbedPath,
  rateOf,
  sharersOf,
} from '../probed-path.ts';

/** Single probes, until the last queue has drained: the longer, the more of the weather is seen. */
const SINGLES_MS = 1500;
/** Of all ways together, some 16,000 packets/s: two fifths of what the router passes without losing one. */
const SINGLES_OF_ALL = 24_000;
/**
 * Of one way. Some 1600 of them meet weather of their own and find no full queue, so that a loss of 0.3 points that nobody
 * asked for befalls one at least in 99 % of cases, also where it comes in bursts.
 */
const SINGLES_OF_WAY = 2400;
/** Most of a link that single probes may take together: what queues is foretold too, but blurs how long it took. */
const SINGLES_SHARE = 0.5;

/**
 * From then on the weather is hurried: bursts of loss, handovers and jitter that would not have come in a second do. The step
 * is longer than any of them lasts, so that each jump meets another; the time before it is enough for a median.
 */
export const HURRY_AT_MS = 250;
export const HURRY_STEP_MS = 500;

/** When the first fill begins; the next when it and those before have been sent: as fast as the router passes packets. */
const FILLS_AT_MS = 1000;
const FILL_PACKETS_PER_MS = 40;
/**
 * A queue is filled by some bursts one after the other, in all so many times what it holds: losses of one moment take one
 * of them and the rest still fill it, and one that is a fifth larger is filled as well.
 */
const FILL_BURSTS = 4;
const FILL_SHARE = 1.8;
/** From one to the next, as a share of the time in which the queue drains, and at most. */
const BURST_SPACING_SHARE = 1 / 15;
const BURST_SPACING_MS_MOST = 20;
/** A queue that takes longer to drain, or more packets, is not filled. */
const FILL_DRAIN_MS_MOST = 700;
const FILL_PACKETS_MOST = 3000;
const FILL_PACKETS_OF_ALL = 9000;
/** Enough packets that one more or less is well under a fifth of the queue. */
const FILL_PACKETS_LEAST = 40;
/** One packet after the other through our sender. Assumption: of a machine that is busy. */
const SENDER_MS_PER_PACKET = 0.03;
/** Where it is not filled, time in the bottleneck: long against the error of 0.2 ms. */
const TRAIN_MS = 40;
const TRAIN_PACKETS_LEAST = 8;
const TRAIN_PACKETS_MOST = 150;
const TRAIN_PACKETS_OF_ALL = 20_000;

const PACKET_BYTES_MOST = 1500;
const PACKET_BYTES_LEAST = 200;
const BITS_PER_BYTE = 8;

/**
 * What is sent on every way where each packet's fate can be foretold: single probes, as many as time allows, then one train
 * for each bottleneck that fills its queue.
 */
export function planExactProbes(topology: Topology): ProbedPath[] {
  const ways = oneWayPathsOf(topology);
  const sharers = sharersOf(ways);
  const bottlenecks = ways.filter(({ bottleneck }) => bottleneck !== undefined).length;
  const trainPackets = Math.min(TRAIN_PACKETS_MOST, TRAIN_PACKETS_OF_ALL / bottlenecks);
  let filled = 0;
  return ways.map((way, index) => {
    const single = singles(way, index, { ways: ways.length, sharers });
    if (way.bottleneck === undefined) return { ...way, probes: single };
    const { packets, bytes, spacingMs } = fillOf(way.bottleneck, topology.traces ?? {}, {
      fill: FILL_PACKETS_OF_ALL - filled,
      train: trainPackets,
    });
    const beginMs = FILLS_AT_MS + filled / FILL_PACKETS_PER_MS;
    filled += packets;
    const train = Array.from({ length: packets }, (_, n) => ({
      atMs: beginMs + Math.floor((n * FILL_BURSTS) / packets) * spacingMs,
      payloadBytes: bytes - HEADER_BYTES,
      train: 0,
    }));
    return { ...way, probes: [...single, ...train] };
  });
}

/** Out of step with each other, so that not all hosts are served at once. */
function singles(
  { links }: OneWayPath,
  index: number,
  { ways, sharers }: { readonly ways: number; readonly sharers: ReadonlyMap<string, number> },
): PlannedProbe[] {
  const bits = (LEAST_PROBE_BYTES + HEADER_BYTES) * BITS_PER_BYTE;
  const carried = links.map(
    (link) => (SINGLES_SHARE * rateOf(link) * SINGLES_MS) / 1000 / bits / (sharers.get(link.id) ?? 1),
  );
  const count = Math.max(1, Math.floor(Math.min(SINGLES_OF_WAY, SINGLES_OF_ALL / ways, ...carried)));
  const intervalMs = SINGLES_MS / count;
  const phaseMs = ((index * 0.618) % 1) * intervalMs;
  return Array.from({ length: count }, (_, n) => ({
    atMs: phaseMs + n * intervalMs,
    payloadBytes: LEAST_PROBE_BYTES,
  }));
}

interface Fill {
  readonly packets: number;
  /** Of whole IP packets. */
  readonly bytes: number;
  readonly spacingMs: number;
}

/** `most`: packets of a fill, and of a train that only shows the rate. */
function fillOf(link: Link, traces: Traces, most: { readonly fill: number; readonly train: number }): Fill {
  const rateBps = rateOf(link);
  const limits = queueLimits(link.profile, traces);
  const bytes = Number.isFinite(limits.bytes) ? within(limits.bytes / FILL_PACKETS_LEAST) : PACKET_BYTES_LEAST;
  const held = Math.min(limits.packets, limits.bytes / bytes);
  const bytesPerMs = rateBps / BITS_PER_BYTE / 1000;
  const drainMs = (held * bytes) / bytesPerMs;
  // What leaves the queue while our sender is at it comes on top.
  const share = FILL_SHARE / (1 - Math.min(0.5, (bytesPerMs * SENDER_MS_PER_PACKET) / bytes));
  const packets = Math.ceil(share * held) + FILL_BURSTS;
  if (drainMs <= FILL_DRAIN_MS_MOST && packets <= Math.min(FILL_PACKETS_MOST, most.fill))
    return { packets, bytes, spacingMs: Math.min(BURST_SPACING_MS_MOST, drainMs * BURST_SPACING_SHARE) };
  // Its rate alone: what crosses in so much time, at once.
  const trainBytes = within((bytesPerMs * TRAIN_MS) / TRAIN_PACKETS_LEAST);
  const train = Math.ceil((bytesPerMs * TRAIN_MS) / trainBytes);
  const packetsOfTrain = Math.max(TRAIN_PACKETS_LEAST, Math.min(Math.floor(most.train), train));
  return { packets: packetsOfTrain, bytes: trainBytes, spacingMs: 0 };
}

function within(bytes: number): number {
  return Math.max(PACKET_BYTES_LEAST, Math.min(PACKET_BYTES_MOST, Math.floor(bytes)));
}
