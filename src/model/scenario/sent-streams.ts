import type { SimulcastStream, VideoSettings } from './scenario.ts';

export interface SentStream extends SimulcastStream {
  /** RTP stream id in SDP and statistics (RFC 8852): "s4" for a quarter of width and height, "s1" for full size. */
  readonly rid: string;
}

/** RTP stream id of the full-size simulcast stream. */
export const FULL_SIZE_RID = 's1';

/** Returns the RTP streams of a broadcast's video, smallest first; just one without simulcast. */
export function sentStreams({
  bitrateBps,
  simulcast = [],
}: Pick<VideoSettings, 'bitrateBps' | 'simulcast'>): readonly SentStream[] {
  return [...simulcast, { scaleDownBy: 1, bitrateBps }].map((stream) => ({ ...stream, rid: ridOf(stream) }));
}

/** RTP stream ids hold letters and digits alone (RFC 8852): "s15" for one and a half. */
function ridOf({ scaleDownBy }: SimulcastStream): string {
  return `s${String(Number(scaleDownBy.toFixed(3))).replace('.', '')}`;
}

/** Returns the bitrate of all streams together, bit/s. */
export function sentBitrateBps(video: Pick<VideoSettings, 'bitrateBps' | 'simulcast'>): number {
  return sentStreams(video).reduce((sum, { bitrateBps }) => sum + bitrateBps, 0);
}

/** Returns the lowest bitrate that the origin can send to a viewer, bit/s, not counting layers within a stream. */
export function leastBitrateBps(video: Pick<VideoSettings, 'bitrateBps' | 'simulcast'>): number {
  return Math.min(...sentStreams(video).map(({ bitrateBps }) => bitrateBps));
}
