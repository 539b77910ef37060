import type { SimulcastStream, VideoSettings } from '../scenario/scenario.ts';

export interface SentStream extends SimulcastStream {
  /** Its name in SDP and statistics (RFC 8852): "s4" for a quarter of width and height, "s1" for the picture itself. */
  readonly rid: string;
}

/** Name of the picture itself among its simulcast streams. */
export const LARGEST = 's1';

/** The RTP streams that a broadcast's video is sent as, smallest first; one unless it is simulcast. */
export function sentStreams({
  bitrateBps,
  simulcast = [],
}: Pick<VideoSettings, 'bitrateBps' | 'simulcast'>): readonly SentStream[] {
  return [...simulcast, { scaleDownBy: 1, bitrateBps }].map((stream) => ({ ...stream, rid: `s${stream.scaleDownBy}` }));
}

/** Of all its streams together, bit/s. */
export function sentBitrateBps(video: Pick<VideoSettings, 'bitrateBps' | 'simulcast'>): number {
  return sentStreams(video).reduce((sum, { bitrateBps }) => sum + bitrateBps, 0);
}

/** Of the least that the origin can give a viewer, bit/s; layers within a stream not counted. */
export function leastBitrateBps(video: Pick<VideoSettings, 'bitrateBps' | 'simulcast'>): number {
  return Math.min(...sentStreams(video).map(({ bitrateBps }) => bitrateBps));
}
