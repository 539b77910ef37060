import { type CodecId, familyOf } from '../sdp/codecs.ts';

/** NAL unit types of RFC 6184 section 5.2 and ITU-T H.264 table 7-1. */
const [SLICE, IDR, SPS, DELIMITER, STAP_A, FU_A] = [1, 5, 7, 9, 24, 28];

/** Returns whether a frame starts with this RTP payload; undefined if the payload alone does not show it. */
export function startsFrame(codec: CodecId, payload: Buffer): boolean | undefined {
  const first = payload[0];
  if (first === undefined) return undefined;
  switch (familyOf(codec)) {
    case 'vp8':
      // RFC 7741 section 4.2: S bit and partition 0.
      return (first & 0x10) !== 0 && (first & 0x07) === 0;
    case 'h264':
      return h264StartsFrame(payload, first & 0x1f);
    case 'vp9':
      return vp9StartsFrame(payload, first);
    case 'av1':
      return av1StartsFrame(first);
    case 'opus':
    case 'red':
      return true;
  }
}

/**
 * Only units that nothing precedes are conclusive: parameter sets may come before an IDR's slices, delimiters before
 * any.
 */
function h264StartsFrame(payload: Buffer, type: number): boolean | undefined {
  if (type === STAP_A) return nalStartsFrame((payload[3] ?? 0) & 0x1f, payload[4]);
  if (type !== FU_A) return nalStartsFrame(type, payload[1]);
  const header = payload[1] ?? 0;
  return (header & 0x80) === 0 ? false : nalStartsFrame(header & 0x1f, payload[2]);
}

/**
 * `next` is the byte after a slice's NAL header. It starts with first_mb_in_slice, whose 0 is a single 1 bit
 * (Exp-Golomb).
 */
function nalStartsFrame(type: number, next: number | undefined): boolean | undefined {
  if (type === SPS || type === DELIMITER) return true;
  if (type !== SLICE && type !== IDR) return undefined;
  if (((next ?? 0) & 0x80) === 0) return false;
  return type === SLICE ? true : undefined;
}

/** RFC 9628 section 4.2: B bit, in the lowest spatial layer. Encoders leave out lower layers of a picture: then a higher one begins it. */
function vp9StartsFrame(payload: Buffer, first: number): boolean | undefined {
  if ((first & 0x08) === 0) return false;
  if ((first & 0x20) === 0) return true;
  let layer = 1;
  if (first & 0x80) layer += (payload[layer] ?? 0) & 0x80 ? 2 : 1;
  return (((payload[layer] ?? 0) >> 1) & 0x07) === 0 ? true : undefined;
}

/** AV1 RTP section 4.4, Z|Y|WW|N: a continued OBU starts nothing, a coded video sequence (N) starts a frame. */
function av1StartsFrame(first: number): boolean | undefined {
  if ((first & 0x80) !== 0) return false;
  return (first & 0x08) !== 0 ? true : undefined;
}
