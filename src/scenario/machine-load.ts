import type { VideoCodec, VideoSettings } from '../model/scenario.ts';

/**
 * Measured on two cores, H264 720p30 at 2 Mbps, browsers, origin and shaper together: busy 30, 38, 53, 65, 79 % with 3, 4, 6,
 * 8, 10 viewers, which is 0.18 cores and 0.14 for every viewer.
 */
const SENDING_CORES = 0.18;
const VIEWER_CORES = 0.14;
const MEASURED_PIXELS_PER_SECOND = 1280 * 720 * 30;

/**
 * Times the cost of H264. VP8 measured: publisher 42 % of a core against 25, viewer 15 against 10. VP9 and AV1 are not
 * measured; assumption: at least VP8's.
 */
const CODEC_COST: Readonly<Record<VideoCodec, { readonly encode: number; readonly decode: number }>> = {
  h264: { encode: 1, decode: 1 },
  vp8: { encode: 42 / 25, decode: 15 / 10 },
  vp9: { encode: 42 / 25, decode: 15 / 10 },
  av1: { encode: 42 / 25, decode: 15 / 10 },
};

/** Six viewers on two cores (53 % busy) were always fine; ten (79 %) lost frames to the machine. */
const COMFORTABLE_BUSY = 0.6;
const STARVED_BUSY = 0.79;

/** Cores a take keeps busy, on average. */
export function coresNeeded(video: Pick<VideoSettings, 'codec' | 'width' | 'height' | 'fps'>, viewers: number): number {
  const pixels = (video.width * video.height * video.fps) / MEASURED_PIXELS_PER_SECOND;
  const { encode, decode } = CODEC_COST[video.codec];
  return pixels * (SENDING_CORES * encode + VIEWER_CORES * decode * viewers);
}

/** A sentence when the viewers are more than the machine carries with certainty, else undefined. */
export function overloadWarning(
  video: Pick<VideoSettings, 'codec' | 'width' | 'height' | 'fps'>,
  viewers: number,
  cpus: number,
): string | undefined {
  const cores = coresNeeded(video, viewers);
  if (cores <= COMFORTABLE_BUSY * cpus) return undefined;
  const likelihood = cores >= STARVED_BUSY * cpus ? 'will most likely' : 'may';
  const needed = cores < 10 ? cores.toFixed(1) : cores.toFixed(0);
  const subject = viewers === 1 ? '1 viewer needs' : `${viewers} viewers need`;
  return `${subject} about ${needed} cores; this machine has ${cpus}: the take ${likelihood} be invalid`;
}
