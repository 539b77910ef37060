import type { SourceReport } from './source-packet.ts';

/**
 * Returns how far the previous stream's timestamps are ahead of the next one's for the same moment, in RTP clock ticks;
 * undefined until both have sent reports.
 */
export function computeTimestampOffset(
  previous: SourceReport | undefined,
  next: SourceReport | undefined,
  clockRate: number,
): number | undefined {
  if (previous === undefined || next === undefined) return undefined;
  const seconds = Number(next.ntp - previous.ntp) / 2 ** 32;
  return previous.rtpTimestamp + Math.round(seconds * clockRate) - next.rtpTimestamp;
}
