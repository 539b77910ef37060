import type { LinkPoint, LinkTotals } from '../../model/result/result.ts';

/** Returns the number of packets lost, for any cause. */
export function lostPackets({ lostRandom, lostBurst, lostQueue }: LinkTotals | LinkPoint): number {
  return lostRandom + lostBurst + lostQueue;
}

/** Returns the share of packets lost, 0..1; undefined if none came in. */
export function lossShare(totals: LinkTotals | LinkPoint): number | undefined {
  return totals.inPackets === 0 ? undefined : lostPackets(totals) / totals.inPackets;
}
