import type { LoadModel, Picture } from '../model/result/machine-capacity.ts';
import type { VideoCodec, VideoSettings } from '../model/scenario/scenario.ts';

/**
 * Video settings that determine CPU cost. Simulcast streams are encoded as well; a viewer decodes one, at worst the
 * full-size one.
 */
export type CostlyPicture = Omit<Picture, 'bitrateBps'> & Pick<VideoSettings, 'simulcast'>;

/**
 * CPU cost relative to H264. VP8 was measured: publisher 42 % of a core against 25 %, viewer 15 % against 10 %. VP9 and
 * AV1 were not; assumption: at least as much as VP8.
 */
const CODEC_COST: Readonly<Record<VideoCodec, { readonly encode: number; readonly decode: number }>> = {
  h264: { encode: 1, decode: 1 },
  vp8: { encode: 42 / 25, decode: 15 / 10 },
  vp9: { encode: 42 / 25, decode: 15 / 10 },
  av1: { encode: 42 / 25, decode: 15 / 10 },
};

/** Scales a load from one picture to another: in proportion to pixels per second and to the codecs' cost. */
export function scaleLoad({ sendingCores, viewerCores }: LoadModel, from: CostlyPicture, to: CostlyPicture): LoadModel {
  const pixels = pixelsPerSecond(to) / pixelsPerSecond(from);
  const cost = (kind: 'encode' | 'decode') => CODEC_COST[to.codec][kind] / CODEC_COST[from.codec][kind];
  return {
    sendingCores: ((sendingCores * pixels * sentPixelRatio(to)) / sentPixelRatio(from)) * cost('encode'),
    viewerCores: viewerCores * pixels * cost('decode'),
  };
}

/** Returns how many cores a take with so many viewers keeps busy. */
export function coresOf({ sendingCores, viewerCores }: LoadModel, viewers: number): number {
  return sendingCores + viewerCores * viewers;
}

/** Returns the pixels of all sent streams, as a multiple of the full-size stream's. */
function sentPixelRatio({ simulcast = [] }: CostlyPicture): number {
  return simulcast.reduce((sum, { scaleDownBy }) => sum + 1 / scaleDownBy ** 2, 1);
}

function pixelsPerSecond({ width, height, fps }: CostlyPicture): number {
  return width * height * fps;
}
