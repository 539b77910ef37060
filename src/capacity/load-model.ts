import type { LoadModel, Picture } from '../model/result/machine-capacity.ts';
import type { VideoCodec, VideoSettings } from '../model/scenario/scenario.ts';

/** Simulcast streams beside the picture are encoded too; each viewer decodes one of them, the picture itself at worst. */
export type CostlyPicture = Omit<Picture, 'bitrateBps'> & Pick<VideoSettings, 'simulcast'>;

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

/** The same at another picture: in proportion to pixels and frames, and by what the codecs cost. */
export function scaleLoad({ sendingCores, viewerCores }: LoadModel, from: CostlyPicture, to: CostlyPicture): LoadModel {
  const pixels = pixelsPerSecond(to) / pixelsPerSecond(from);
  const cost = (kind: 'encode' | 'decode') => CODEC_COST[to.codec][kind] / CODEC_COST[from.codec][kind];
  return {
    sendingCores: ((sendingCores * pixels * sentPictures(to)) / sentPictures(from)) * cost('encode'),
    viewerCores: viewerCores * pixels * cost('decode'),
  };
}

export function coresOf({ sendingCores, viewerCores }: LoadModel, viewers: number): number {
  return sendingCores + viewerCores * viewers;
}

/** All streams' pixels, of the picture's own. */
function sentPictures({ simulcast = [] }: CostlyPicture): number {
  return simulcast.reduce((sum, { scaleDownBy }) => sum + 1 / scaleDownBy ** 2, 1);
}

function pixelsPerSecond({ width, height, fps }: CostlyPicture): number {
  return width * height * fps;
}
