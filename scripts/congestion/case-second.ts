import type { LinkSecond } from '../../src/model/recording/link-second.ts';
import type { LinkProfile } from '../../src/model/scenario/link-profile.ts';

/** One second of a bottleneck with one stream of interest. */
export interface CaseSecond {
  /** Bytes of IP packets that left the bottleneck: the stream's, and all others'. */
  readonly ownBytes: number;
  readonly crossBytes: number;
  readonly capacityBps: number;
  /** 95th percentile of the stream's wait in the queue; undefined when nothing passed. */
  readonly queueP95Ms: number | undefined;
  readonly ownPackets: number;
  readonly ownLost: number;
}

/** The network and the demands of a case. */
export interface CaseDemand {
  /** Most that the stream asks for, bit/s of IP packets. */
  readonly ownBps: number;
  /** Others: from when to when (s), and the most each asks for (Infinity for TCP). */
  readonly others: readonly { readonly fromS: number; readonly toS: number; readonly mostBps: number }[];
}

/** Returns a second of a link as one of a bottleneck. */
export function caseSecond(second: LinkSecond, { rateBps = Number.NaN }: LinkProfile): CaseSecond {
  return {
    ownBytes: second.outBytes,
    crossBytes: second.crossOutBytes ?? 0,
    capacityBps: second.rateBps ?? rateBps,
    queueP95Ms: second.queueDelayP95Ms,
    ownPackets: second.inPackets,
    ownLost: second.lostQueue,
  };
}
