import type { ClipReading, ReadAt } from './clip-info.ts';

/** Bytes from the beginning in which the tracks stand, in what browsers, OBS and FFmpeg write. */
const HEAD_BYTES = 1e6;
const SEGMENT = 0x18538067;
const INFO = 0x1549a966;
const TRACKS = 0x1654ae6b;
const TRACK = 0xae;
const VIDEO = 0xe0;
const CODEC_ID = 0x86;
const TIME_SCALE = 0x2ad7b1;
const DURATION = 0x4489;
const WIDTH = 0xb0;
const HEIGHT = 0xba;

/** Codecs by their ids (matroska.org, codec mappings). */
const CODECS: readonly (readonly [id: RegExp, name: string])[] = [
  [/^V_MPEG4\/ISO\/AVC/, 'H.264'],
  [/^V_MPEGH\/ISO\/HEVC/, 'H.265'],
  [/^V_VP8/, 'VP8'],
  [/^V_VP9/, 'VP9'],
  [/^V_AV1/, 'AV1'],
  [/^A_OPUS/, 'Opus'],
  [/^A_VORBIS/, 'Vorbis'],
  [/^A_AAC/, 'AAC'],
  [/^A_AC3/, 'AC-3'],
];

interface Element {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}

/** Lists the elements of a buffer between two places (RFC 8794); one of unknown size goes to the end. */
function elements(data: Buffer, from: number, to: number): readonly Element[] {
  const found: Element[] = [];
  let at = from;
  while (at < to) {
    const id = vint(data, at, to, true);
    const size = id && vint(data, at + id.length, to, false);
    if (id === undefined || size === undefined) break;
    const start = at + id.length + size.length;
    const isUnknown = size.value === 2 ** (7 * size.length) - 1;
    const end = isUnknown ? to : Math.min(to, start + size.value);
    found.push({ id: id.value, start, end });
    at = end;
  }
  return found;
}

/** Reads a number of variable length; an id keeps the bit that tells its length. */
function vint(
  data: Buffer,
  at: number,
  to: number,
  isId: boolean,
): { readonly value: number; readonly length: number } | undefined {
  const first = at < to ? data.readUInt8(at) : 0;
  const length = Math.clz32(first) - 23;
  if (first === 0 || length > (isId ? 4 : 8) || at + length > to) return undefined;
  let value = isId ? first : first & (0xff >> length);
  for (const byte of data.subarray(at + 1, at + length)) value = value * 256 + byte;
  return { value, length };
}

/** Reads the head of a WebM or Matroska file. */
export async function readWebm(readAt: ReadAt): Promise<ClipReading> {
  const data = await readAt(0, HEAD_BYTES);
  const within = (each: Element | undefined, id: number) =>
    each === undefined ? [] : elements(data, each.start, each.end).filter((inner) => inner.id === id);
  const number = (each: Element | undefined) => {
    if (each === undefined) return undefined;
    return [...data.subarray(each.start, each.end)].reduce((sum, byte) => sum * 256 + byte, 0);
  };
  const [segment] = elements(data, 0, data.length).filter(({ id }) => id === SEGMENT);
  const [info] = within(segment, INFO);
  const tracks = within(within(segment, TRACKS)[0], TRACK).map((track) => {
    const [codec] = within(track, CODEC_ID);
    const id = codec === undefined ? '' : data.toString('latin1', codec.start, codec.end).replace(/\0+$/, '');
    return { id, name: CODECS.find(([form]) => form.test(id))?.[1] ?? id, video: within(track, VIDEO)[0] };
  });
  const [video] = tracks.filter(({ id }) => id.startsWith('V_'));
  const [audio] = tracks.filter(({ id }) => id.startsWith('A_'));
  const [duration] = within(info, DURATION);
  const length =
    duration === undefined
      ? undefined
      : duration.end - duration.start === 8
        ? data.readDoubleBE(duration.start)
        : data.readFloatBE(duration.start);
  const scale = number(within(info, TIME_SCALE)[0]) ?? 1e6;
  const [width, height] = [WIDTH, HEIGHT].map((id) => number(within(video?.video, id)[0]));
  return {
    type: 'read',
    info: {
      container: 'WebM or Matroska',
      ...(video !== undefined && { video: video.name }),
      ...(audio !== undefined && { audio: audio.name }),
      ...(width !== undefined && height !== undefined && { width, height }),
      ...(length !== undefined && length > 0 && { durationMs: Math.round((length * scale) / 1e6) }),
    },
  };
}
