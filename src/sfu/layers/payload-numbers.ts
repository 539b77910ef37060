import { type CodecId, familyOf } from '../sdp/codecs.ts';

/** Offsets added to the numbers in a payload that count frames. */
export interface PayloadOffsets {
  readonly pictureId: number;
  readonly tl0PicIdx: number;
}

export interface PayloadNumbers {
  /** Picture id of 15 or 7 bits. */
  readonly pictureId: number | undefined;
  readonly tl0PicIdx: number | undefined;
}

interface Fields extends Partial<PayloadNumbers> {
  readonly pictureIdAt?: number;
  readonly isLong?: boolean;
  readonly tl0PicIdxAt?: number;
}

/**
 * Reads picture id and TL0PICIDX of VP8 (RFC 7741 section 4.2) and VP9 (RFC 9628 section 4.2); other codecs have none.
 */
export function readPayloadNumbers(codec: CodecId, payload: Buffer): PayloadNumbers {
  const { pictureId, tl0PicIdx } = locate(codec, payload);
  return { pictureId, tl0PicIdx };
}

/** Returns whether a codec's payloads count frames. */
export function hasPayloadNumbers(codec: CodecId): boolean {
  const family = familyOf(codec);
  return family === 'vp8' || family === 'vp9';
}

/** Returns a copy of the payload with the offsets added, or the payload itself if there is nothing to add. */
export function shiftPayloadNumbers(codec: CodecId, payload: Buffer, offsets: PayloadOffsets): Buffer {
  if (offsets.pictureId === 0 && offsets.tl0PicIdx === 0) return payload;
  const { pictureId, pictureIdAt, isLong, tl0PicIdx, tl0PicIdxAt } = locate(codec, payload);
  if (pictureIdAt === undefined && tl0PicIdxAt === undefined) return payload;
  const shifted = Buffer.from(payload);
  if (pictureId !== undefined && pictureIdAt !== undefined) {
    const id = pictureId + offsets.pictureId;
    if (isLong) shifted.writeUInt16BE(0x8000 | (id & 0x7fff), pictureIdAt);
    else shifted.writeUInt8(id & 0x7f, pictureIdAt);
  }
  if (tl0PicIdx !== undefined && tl0PicIdxAt !== undefined)
    shifted.writeUInt8((tl0PicIdx + offsets.tl0PicIdx) & 0xff, tl0PicIdxAt);
  return shifted;
}

function locate(codec: CodecId, payload: Buffer): Fields {
  switch (familyOf(codec)) {
    case 'vp8':
      return locateInVp8(payload);
    case 'vp9':
      return locateInVp9(payload);
    case 'h264':
    case 'av1':
    case 'opus':
    case 'red':
      return {};
  }
}

function locateInVp8(payload: Buffer): Fields {
  const extended = ((payload[0] ?? 0) & 0x80) !== 0;
  if (!extended) return {};
  const flags = payload[1] ?? 0;
  const id = (flags & 0x80) === 0 ? {} : locatePictureId(payload, 2);
  const after = 2 + (id.pictureIdAt === undefined ? 0 : id.isLong ? 2 : 1);
  return { ...id, ...((flags & 0x40) === 0 ? {} : locateTl0PicIdx(payload, after)) };
}

function locateInVp9(payload: Buffer): Fields {
  const flags = payload[0] ?? 0;
  const id = (flags & 0x80) === 0 ? {} : locatePictureId(payload, 1);
  const after = 1 + (id.pictureIdAt === undefined ? 0 : id.isLong ? 2 : 1);
  // L bit: layer indices follow. F bit clear: TL0PICIDX follows them.
  return { ...id, ...((flags & 0x20) === 0 || (flags & 0x10) !== 0 ? {} : locateTl0PicIdx(payload, after + 1)) };
}

function locatePictureId(payload: Buffer, at: number): Fields {
  const first = payload[at];
  if (first === undefined || at + 1 >= payload.length) return {};
  return (first & 0x80) === 0
    ? { pictureId: first & 0x7f, pictureIdAt: at, isLong: false }
    : { pictureId: payload.readUInt16BE(at) & 0x7fff, pictureIdAt: at, isLong: true };
}

function locateTl0PicIdx(payload: Buffer, at: number): Fields {
  const tl0PicIdx = payload[at];
  return tl0PicIdx === undefined ? {} : { tl0PicIdx, tl0PicIdxAt: at };
}
