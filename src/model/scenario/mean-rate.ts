import { BITS_PER_BYTE, MS_PER_SECOND } from '../units.ts';
import type { Trace } from './link-profile.ts';

/**
 * Bytes that one line of a trace lets through: mahimahi's PACKET_SIZE (an Ethernet frame of 1500 bytes plus 4 of
 * mahimahi's own).
 */
export const OPPORTUNITY_BYTES = 1504;

/** Returns the mean capacity over one period of a trace, bit/s. */
export function meanRateBps(trace: Trace): number {
  const { periodMs } = trace;
  switch (trace.type) {
    case 'opportunities':
      return (trace.atMs.length * OPPORTUNITY_BYTES * BITS_PER_BYTE * MS_PER_SECOND) / periodMs;
    case 'rates':
      return trace.steps.reduce(
        (sum, { atMs, rateBps }, n) => sum + (rateBps * ((trace.steps[n + 1]?.atMs ?? periodMs) - atMs)) / periodMs,
        0,
      );
  }
}
