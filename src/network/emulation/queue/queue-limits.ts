import { DEFAULT_QUEUE_MS, type LinkProfile, type Traces } from '../../../model/scenario/link-profile.ts';
import { meanRateBps } from '../../../model/scenario/mean-rate.ts';
import { BITS_PER_BYTE, MS_PER_SECOND } from '../../../model/units.ts';

/** Minimum buffer: room for one full-size packet, the MTU. */
const LEAST_BYTES = 1500;

/** Limits of what may wait besides the packet being sent; Infinity where the profile sets none. */
export interface QueueLimits {
  readonly bytes: number;
  readonly packets: number;
}

/**
 * Computes a bottleneck's queue limits. A buffer holds bytes: a queue given in ms holds what the line sends in that time at
 * its nominal rate (as in ns3-rmcat), which is the rate as written, before any schedule or cycle changes it, or the mean of
 * a trace. When the rate falls, the same buffer takes longer to drain; through an outage it holds what it held before.
 */
export function queueLimits(profile: LinkProfile, traces: Traces): QueueLimits {
  const { queueMs, queueBytes, queuePackets } = profile;
  if (queuePackets !== undefined || queueBytes !== undefined)
    return { bytes: queueBytes ?? Number.POSITIVE_INFINITY, packets: queuePackets ?? Number.POSITIVE_INFINITY };
  const ms = queueMs ?? DEFAULT_QUEUE_MS;
  const bytes = Math.round((nominalRateBps(profile, traces) * ms) / MS_PER_SECOND / BITS_PER_BYTE);
  return { bytes: Math.max(LEAST_BYTES, bytes), packets: Number.POSITIVE_INFINITY };
}

/**
 * Returns the nominal rate in bit/s. A line that is a bottleneck only through rate caps has the rate of its widest cap;
 * one with holds alone is unlimited (Infinity).
 */
export function nominalRateBps({ rateBps, trace, rateCaps = [] }: LinkProfile, traces: Traces): number {
  if (rateBps !== undefined) return rateBps;
  const rates = trace === undefined ? undefined : traces[trace];
  if (rates !== undefined) return meanRateBps(rates);
  return Math.max(0, ...rateCaps.map((cap) => cap.rateBps)) || Number.POSITIVE_INFINITY;
}
