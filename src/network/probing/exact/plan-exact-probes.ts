import type { Traces } from '../../../model/scenario/link-profile.ts';
import type { Link, Topology } from '../../../model/scenario/network.ts';
import { BITS_PER_BYTE } from '../../../model/units.ts';
import { queueLimits } from '../../emulation/queue/queue-limits.ts';
import { HEADER_BYTES, LEAST_PROBE_BYTES } from '../probe-packet.ts';
import {
  countPathsByLink,
  linkRateBps,
  type OneWayPath,
  oneWayPaths,
  type PlannedProbe,
  type ProbedPath,
} from '../probed-path.ts';

/** Duration of the single probes, until the last queue has drained. The longer it is, the more weather they meet. */
const SINGLES_MS = 1500;
/** Single probes on all paths together, some 16,000 packets/s: two fifths of what the router passes without loss. */
const SINGLES_OF_ALL = 24_000;
/**
 * Single probes on one path. Some 1600 of them meet weather of their own and no full queue, so that an unwanted loss of 0.3
 * points hits at least one of them in 99 % of cases, even if it comes in bursts.
 */
const SINGLES_OF_PATH = 2400;
/** Maximum share of a link that all single probes may use together. Queueing is predicted too, but blurs the delay. */
const SINGLES_SHARE = 0.5;

/**
 * Start and step of the fast-forwarded weather, which brings loss bursts, handovers and jitter that would not come within a
 * second. The step is longer than any of them lasts, so that each jump meets another one; the time before the start is long
 * enough for a median.
 */
export const FAST_FORWARD_AT_MS = 250;
export const FAST_FORWARD_STEP_MS = 500;

/** Start of the first fill, and rate at which fills follow each other: as fast as the router passes packets. */
const FILLS_AT_MS = 1000;
const FILL_PACKETS_PER_MS = 40;
/**
 * Number of bursts that fill a queue, and their total size relative to the queue. If a momentary loss takes one burst, the
 * others still fill the queue; a queue that is a fifth larger than asked is filled as well.
 */
const FILL_BURSTS = 4;
const FILL_SHARE = 1.8;
/** Spacing of the bursts, as a share of the time in which the queue drains, and its maximum. */
const BURST_SPACING_SHARE = 1 / 15;
const BURST_SPACING_MS_MOST = 20;
/** Limits beyond which a queue is not filled: time to drain, packets per fill, packets of all fills. */
const FILL_DRAIN_MS_MOST = 700;
const FILL_PACKETS_MOST = 3000;
const FILL_PACKETS_OF_ALL = 9000;
/** Minimum number of packets in a full queue, so that one packet is well under a fifth of it. */
const FILL_PACKETS_LEAST = 40;
/** Time our sender takes per packet. Assumption, for a busy machine. */
const SENDER_MS_PER_PACKET = 0.03;
/** Time a train takes through a bottleneck whose queue is not filled: long compared with the error of 0.2 ms. */
const TRAIN_MS = 40;
const TRAIN_PACKETS_LEAST = 8;
const TRAIN_PACKETS_MOST = 150;
const TRAIN_PACKETS_OF_ALL = 20_000;

const PACKET_BYTES_MOST = 1500;
const PACKET_BYTES_LEAST = 200;

/**
 * Plans the probes for a network in which each packet's fate can be predicted: as many single probes as time allows, plus
 * one train per bottleneck that fills its queue.
 */
export function planExactProbes(topology: Topology): ProbedPath[] {
  const paths = oneWayPaths(topology);
  const sharing = countPathsByLink(paths);
  const bottlenecks = paths.filter(({ bottleneck }) => bottleneck !== undefined).length;
  const trainPackets = Math.min(TRAIN_PACKETS_MOST, TRAIN_PACKETS_OF_ALL / bottlenecks);
  let filled = 0;
  return paths.map((path, index) => {
    const singles = singleProbes(path, index, { pathCount: paths.length, sharing });
    if (path.bottleneck === undefined) return { ...path, probes: singles };
    const { packets, bytes, spacingMs } = planFill(path.bottleneck, topology.traces ?? {}, {
      mtu: Math.min(PACKET_BYTES_MOST, ...path.links.map(({ profile }) => profile.mtuBytes ?? PACKET_BYTES_MOST)),
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
    return { ...path, probes: [...singles, ...train] };
  });
}

/**
 * Plans the single probes of the `index`-th path, out of phase with other paths so that not all hosts are served at once.
 */
function singleProbes(
  { links }: OneWayPath,
  index: number,
  { pathCount, sharing }: { readonly pathCount: number; readonly sharing: ReadonlyMap<string, number> },
): PlannedProbe[] {
  const bits = (LEAST_PROBE_BYTES + HEADER_BYTES) * BITS_PER_BYTE;
  const carried = links.map(
    (link) => (SINGLES_SHARE * linkRateBps(link) * SINGLES_MS) / 1000 / bits / (sharing.get(link.id) ?? 1),
  );
  const count = Math.max(1, Math.floor(Math.min(SINGLES_OF_PATH, SINGLES_OF_ALL / pathCount, ...carried)));
  const intervalMs = SINGLES_MS / count;
  const phaseMs = ((index * 0.618) % 1) * intervalMs;
  return Array.from({ length: count }, (_, n) => ({
    atMs: phaseMs + n * intervalMs,
    payloadBytes: LEAST_PROBE_BYTES,
  }));
}

interface Fill {
  readonly packets: number;
  /** Size of a whole IP packet. */
  readonly bytes: number;
  readonly spacingMs: number;
}

interface Most {
  /** Packets of a fill, and of a train that only measures the rate. */
  readonly fill: number;
  readonly train: number;
  /** Bytes of a packet. */
  readonly mtu: number;
}

/** Plans the train for a bottleneck. */
function planFill(link: Link, traces: Traces, most: Most): Fill {
  const rateBps = linkRateBps(link);
  const limits = queueLimits(link.profile, traces);
  const bytes = Number.isFinite(limits.bytes)
    ? clampBytes(limits.bytes / FILL_PACKETS_LEAST, most.mtu)
    : PACKET_BYTES_LEAST;
  const held = Math.min(limits.packets, limits.bytes / bytes);
  const bytesPerMs = rateBps / BITS_PER_BYTE / 1000;
  const drainMs = (held * bytes) / bytesPerMs;
  // Add what leaves the queue while our sender is busy.
  const share = FILL_SHARE / (1 - Math.min(0.5, (bytesPerMs * SENDER_MS_PER_PACKET) / bytes));
  const packets = Math.ceil(share * held) + FILL_BURSTS;
  if (drainMs <= FILL_DRAIN_MS_MOST && packets <= Math.min(FILL_PACKETS_MOST, most.fill))
    return { packets, bytes, spacingMs: Math.min(BURST_SPACING_MS_MOST, drainMs * BURST_SPACING_SHARE) };
  // Measure the rate alone: send at once what crosses the bottleneck in TRAIN_MS.
  const trainBytes = clampBytes((bytesPerMs * TRAIN_MS) / TRAIN_PACKETS_LEAST, most.mtu);
  const train = Math.ceil((bytesPerMs * TRAIN_MS) / trainBytes);
  const packetsOfTrain = Math.max(TRAIN_PACKETS_LEAST, Math.min(Math.floor(most.train), train));
  return { packets: packetsOfTrain, bytes: trainBytes, spacingMs: 0 };
}

function clampBytes(bytes: number, most: number): number {
  return Math.max(PACKET_BYTES_LEAST, Math.min(most, Math.floor(bytes)));
}
