import { REFERENCE_PACKET_MS } from '../model/scenario/reference-packet.ts';
import type { Crossing, WayEstimate } from './crossing.ts';
import { shareFigure } from './statistics.ts';

/** With fewer losses than this that have a neighbour, whether they come in bursts cannot be estimated. */
const LOSSES_LEAST = 12;
/** Neighbours further apart than this say nothing about a burst. */
const NEIGHBOUR_MS = 10 * REFERENCE_PACKET_MS;
/** Longest mean burst that is distinguished from an outage: half a second. */
const MEMORY_MOST = 1 - REFERENCE_PACKET_MS / 500;
const Z = 1.96;

/**
 * Loss of single probes, and the chain of Gilbert behind it. In the chain's bad state everything is lost; its memory over one
 * step of 4 ms is m = 1 - p - r, and after a loss at time t the chance of one at t + d is share + (1 - share) m^(d / 4 ms).
 * The times of sending are those that were had, not those that were planned, so a sender held up distorts nothing.
 */
export function estimateLoss(singles: readonly Crossing[]): Pick<WayEstimate, 'lossFraction' | 'chain'> {
  const lost = singles.filter(({ receivedMs }) => receivedMs === undefined).length;
  const share = lost / singles.length;
  const pairs = neighboursOfLost(singles);
  const both = pairs.filter(({ lostToo }) => lostToo).length;
  const isTellable = pairs.length >= LOSSES_LEAST && share < 1;
  // Losses that come singly are followed by one as often as any probe is lost: more than that by luck in 1 of 40 only.
  const byChance = share * pairs.length;
  const isBursty = isTellable && both > byChance + Z * Math.sqrt(byChance * (1 - share)) + 0.5;
  const memory = isBursty ? memoryOf(pairs, both / pairs.length, share) : 0;
  const everyMs = ((singles.at(-1)?.sentMs ?? 0) - (singles[0]?.sentMs ?? 0)) / Math.max(1, singles.length - 1);
  const betweenProbes = memory ** (everyMs / REFERENCE_PACKET_MS);
  const lossFraction = shareFigure(lost, singles.length, singles.length * ((1 - betweenProbes) / (1 + betweenProbes)));
  if (lossFraction === undefined) return {};
  if (!isBursty) return { lossFraction };
  const leaves = 1 - memory;
  const burstAt = (conditional: number) => {
    const r = (1 - share) * (1 - memoryOf(pairs, conditional, share));
    return REFERENCE_PACKET_MS / r;
  };
  const ends = shareFigure(both, pairs.length);
  return {
    lossFraction,
    chain: {
      p: share * leaves,
      r: (1 - share) * leaves,
      burstMs: {
        value: burstAt(both / pairs.length),
        least: burstAt(ends?.least ?? 0),
        most: burstAt(ends?.most ?? 1),
      },
    },
  };
}

interface Neighbours {
  readonly steps: number;
  readonly lostToo: boolean;
}

/** For each lost probe its successor. */
function neighboursOfLost(singles: readonly Crossing[]): Neighbours[] {
  return singles.flatMap((probe, index) => {
    const next = singles[index + 1];
    if (probe.receivedMs !== undefined || next === undefined) return [];
    const apartMs = next.sentMs - probe.sentMs;
    if (apartMs > NEIGHBOUR_MS) return [];
    return [{ steps: apartMs / REFERENCE_PACKET_MS, lostToo: next.receivedMs === undefined }];
  });
}

/** The memory over one step under which successors are lost as often as they were: by halving, for it rises with the memory. */
function memoryOf(pairs: readonly Neighbours[], conditional: number, share: number): number {
  const wanted = (conditional - share) / (1 - share);
  let [low, high] = [0, MEMORY_MOST];
  for (let turn = 0; turn < 40; turn++) {
    const memory = (low + high) / 2;
    const expected = pairs.reduce((sum, { steps }) => sum + memory ** steps, 0) / pairs.length;
    if (expected < wanted) low = memory;
    else high = memory;
  }
  return (low + high) / 2;
}
