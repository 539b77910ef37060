import type { LinkPoint, LinkTotals } from '../../model/result/result.ts';

/** Packets the link did not deliver, for whatever cause. */
export function lostPackets({ lostRandom, lostBurst, lostQueue }: LinkTotals | LinkPoint): number {
  return lostRandom + lostBurst + lostQueue;
}

/** Share of packets lost, 0..1; undefined when none came in. */
export function lossShare(totals: LinkTotals | LinkPoint): number | undefined {
  return totals.inPackets === 0 ? undefined : lostPackets(totals) / totals.inPackets;
}
