/** Video codecs by the names that SDP gives them. */
export const CODECS = ['vp8', 'h264', 'vp9', 'av1'] as const;

/** Ways to write a codec, and the encoders that tools name in its place. */
const WRITTEN: Readonly<Record<(typeof CODECS)[number], string>> = {
  vp8: '[vV][pP]8|libvpx',
  h264: '[hH]\\.?264|[aA][vV][cC]1?|(?:lib)?x264',
  vp9: '[vV][pP]9|libvpx-vp9',
  av1: '[aA][vV]1|libaom-av1|libsvtav1',
};

/** Returns the codec that a text names, or the value unchanged. */
export function codecNamed(written: unknown): unknown {
  if (typeof written !== 'string') return written;
  return CODECS.find((codec) => new RegExp(`^(${WRITTEN[codec]})$`).test(written.trim())) ?? written;
}

/** Returns whether a text names an encoder, and so its codec. */
export function isEncoder(written: unknown): written is string {
  return typeof written === 'string' && /^lib|^x264$/.test(written.trim()) && codecNamed(written) !== written;
}

/** Regular expression of all ways to write a codec, for the JSON Schema. */
export const CODEC_PATTERN = `^(${Object.values(WRITTEN).join('|')})$`;
