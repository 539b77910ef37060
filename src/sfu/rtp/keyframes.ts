import { type CodecId, familyOf } from '../sdp/codecs.ts';

const H264_SPS = 7;
const H264_STAP_A = 24;

/**
 * Returns whether decoding can start with this RTP payload, the first packet of a keyframe. For H264 that is the packet
 * with the parameter sets (SPS), which Chromium sends before every IDR: late joiners cannot decode a bare IDR.
 */
export function startsKeyframe(codec: CodecId, payload: Buffer): boolean {
  const first = payload[0];
  if (first === undefined) return false;
  switch (familyOf(codec)) {
    case 'vp8':
      return vp8StartsKeyframe(payload, first);
    case 'h264':
      return h264HasParameterSets(payload, first);
    case 'vp9':
      return vp9StartsKeyframe(payload, first);
    case 'av1':
      // Aggregation header Z|Y|WW|N: N marks the first packet of a coded video sequence (AV1 RTP section 4.4).
      return (first & 0x08) !== 0 && (first & 0x80) === 0;
    case 'opus':
    case 'red':
      return true;
  }
}

/** RFC 7741 sections 4.2 and 4.3: first packet of partition 0, and P = 0 in the frame header. */
function vp8StartsKeyframe(payload: Buffer, first: number): boolean {
  const startsFrame = (first & 0x10) !== 0 && (first & 0x07) === 0;
  if (!startsFrame) return false;
  let header = 1;
  if (first & 0x80) {
    const flags = payload[1] ?? 0;
    header = 2;
    if (flags & 0x80) header += (payload[header] ?? 0) & 0x80 ? 2 : 1; // picture id, 15 or 7 bits
    if (flags & 0x40) header += 1; // TL0PICIDX
    if (flags & 0x30) header += 1; // TID, KEYIDX
  }
  const frame = payload[header];
  return frame !== undefined && (frame & 0x01) === 0;
}

/** RFC 6184 sections 5.4 and 5.7.1: an SPS as a single NAL unit, or within a STAP-A. */
function h264HasParameterSets(payload: Buffer, first: number): boolean {
  const type = first & 0x1f;
  if (type !== H264_STAP_A) return type === H264_SPS;
  let at = 1;
  while (at + 3 <= payload.length) {
    if (((payload[at + 2] ?? 0) & 0x1f) === H264_SPS) return true;
    at += 2 + payload.readUInt16BE(at);
  }
  return false;
}

/** RFC 9628 section 4.2: B (start of a frame), not P (predicted from another picture), in the lowest spatial layer. */
function vp9StartsKeyframe(payload: Buffer, first: number): boolean {
  if ((first & 0x08) === 0 || (first & 0x40) !== 0) return false;
  if ((first & 0x20) === 0) return true;
  let layer = 1;
  if (first & 0x80) layer += (payload[layer] ?? 0) & 0x80 ? 2 : 1;
  return (((payload[layer] ?? 0) >> 1) & 0x07) === 0;
}
