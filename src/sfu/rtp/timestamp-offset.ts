import type { SourceReport } from './source-packet.ts';

/**
 * Computes what to add to `from`'s RTP timestamps to express the same moment in `to`'s; undefined until both have sent
 * reports.
 */
export function computeTimestampOffset(
  one: SourceReport | undefined,
  other: SourceReport | undefined,
  clockRate: number,
): number | undefined {
  if (one === undefined || other === undefined) return undefined;
  const seconds = Number(other.ntp - one.ntp) / 2 ** 32;
  return one.rtpTimestamp + Math.round(seconds * clockRate) - other.rtpTimestamp;
}
