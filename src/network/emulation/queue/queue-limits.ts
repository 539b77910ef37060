import { meanRateBps } from '../../../model/scenario/mean-rate.ts';
import type { LinkProfile, Traces } from '../../../model/scenario/network.ts';

/**
 * Queue of a bottleneck whose profile names none, in ms of its nominal rate. Assumption: the bottleneck queue of RFC 8867's
 * test cases for conversational media as cisco/ns3-rmcat implements them; access lines with shorter and far longer buffers exist.
 */
export const DEFAULT_QUEUE_MS = 300;

/** A buffer has room for one packet of full size at least: the MTU. */
const LEAST_BYTES = 1500;
const BITS_PER_BYTE = 8;
const MS_PER_SECOND = 1000;

/** Most that may wait beside the packet that is being sent; what is not named is not limited. */
export interface QueueLimits {
  readonly bytes: number;
  readonly packets: number;
}

/**
 * A buffer holds bytes. What is written in ms is what the line sends in that time at its nominal rate (ns3-rmcat fixes its
 * queues so): the rate as it is written, before any schedule or cycle changes it; of a trace its mean. When the rate falls,
 * the same buffer takes longer to drain, and through an outage it holds what it held before.
 */
export function queueLimits(profile: LinkProfile, traces: Traces): QueueLimits {
  const { queueMs, queueBytes, queuePackets } = profile;
  if (queuePackets !== undefined || queueBytes !== undefined)
    return { bytes: queueBytes ?? Number.POSITIVE_INFINITY, packets: queuePackets ?? Number.POSITIVE_INFINITY };
  const ms = queueMs ?? DEFAULT_QUEUE_MS;
  const bytes = Math.round((nominalRateBps(profile, traces) * ms) / MS_PER_SECOND / BITS_PER_BYTE);
  return { bytes: Math.max(LEAST_BYTES, bytes), packets: Number.POSITIVE_INFINITY };
}

/** A line that only caps and holds make a bottleneck of has that of its widest cap; with holds alone there is none. */
export function nominalRateBps({ rateBps, trace, rateCaps = [] }: LinkProfile, traces: Traces): number {
  if (rateBps !== undefined) return rateBps;
  const course = trace === undefined ? undefined : traces[trace];
  if (course !== undefined) return meanRateBps(course);
  return Math.max(0, ...rateCaps.map((cap) => cap.rateBps)) || Number.POSITIVE_INFINITY;
}
