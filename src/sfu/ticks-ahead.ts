import type { SourceReport } from './rtp/source-packet.ts';

/** How far one stream's timestamps are ahead of another's for the same moment; undefined until both were reported. */
export function ticksAhead(
  one: SourceReport | undefined,
  other: SourceReport | undefined,
  clockRate: number,
): number | undefined {
  if (one === undefined || other === undefined) return undefined;
  const seconds = Number(other.ntp - one.ntp) / 2 ** 32;
  return one.rtpTimestamp + Math.round(seconds * clockRate) - other.rtpTimestamp;
}
