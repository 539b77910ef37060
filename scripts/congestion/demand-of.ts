import type { CrossFlow } from '../../src/model/scenario/cross-flow.ts';
import type { CaseDemand } from './case-second.ts';

/** Bytes of a packet of a WebRTC stream relative to its payload. */
const OVERHEAD = 1.05;

/** Returns what flows ask of a bottleneck. `bitrateBps`: the highest bit rate of the stream of interest. */
export function demandOf(bitrateBps: number, flows: readonly CrossFlow[]): CaseDemand {
  return {
    ownBps: bitrateBps * OVERHEAD,
    others: flows.map((flow) => ({
      fromS: (flow.fromMs ?? 0) / 1000,
      toS: (flow.toMs ?? Number.POSITIVE_INFINITY) / 1000,
      mostBps: mostOf(flow),
    })),
  };
}

/** Short transfers ask for nothing that can be told beforehand. */
function mostOf(flow: CrossFlow): number {
  if (flow.type === 'udp') return flow.rateBps;
  if (flow.type === 'rtc') return flow.mostBps * OVERHEAD;
  return flow.transfers === undefined ? Number.POSITIVE_INFINITY : 0;
}
