import type { ClipInfo, ClipReading, ReadAt } from './clip-info.ts';

/** Codecs by the four letters of their sample entry (mp4ra.org). */
const CODECS: Readonly<Record<string, string>> = {
  ...{ avc1: 'H.264', avc3: 'H.264', hvc1: 'H.265', hev1: 'H.265', dvh1: 'H.265', dvhe: 'H.265', av01: 'AV1' },
  ...{ vp08: 'VP8', vp09: 'VP9', mp4v: 'MPEG-4 Part 2', apch: 'ProRes', apcn: 'ProRes', jpeg: 'Motion JPEG' },
  ...{ mp4a: 'AAC', Opus: 'Opus', 'ac-3': 'AC-3', alac: 'ALAC', sowt: 'PCM', '.mp3': 'MP3' },
};
/** Most bytes of an index that are read: an hour of video has some megabytes. */
const MOST_INDEX_BYTES = 64e6;

interface Box {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Lists the boxes of a buffer between two places (ISO/IEC 14496-12, 4.2). */
function boxes(data: Buffer, from: number, to: number): readonly Box[] {
  const found: Box[] = [];
  let at = from;
  while (at + 8 <= to) {
    const small = data.readUInt32BE(at);
    const isLarge = small === 1 && at + 16 <= to;
    const size = small === 0 ? to - at : isLarge ? Number(data.readBigUInt64BE(at + 8)) : small;
    if (size < 8) break;
    found.push({
      type: data.toString('latin1', at + 4, at + 8),
      start: at + (isLarge ? 16 : 8),
      end: Math.min(to, at + size),
    });
    at += size;
  }
  return found;
}

/** Reads the index of an MP4 or MOV file, wherever it stands. */
export async function readMp4(readAt: ReadAt, fileBytes: number): Promise<ClipReading> {
  let at = 0;
  while (at + 8 <= fileBytes) {
    const head = await readAt(at, 16);
    if (head.length < 8) break;
    const small = head.readUInt32BE(0);
    const size =
      small === 0 ? fileBytes - at : small === 1 && head.length === 16 ? Number(head.readBigUInt64BE(8)) : small;
    if (size < 8) break;
    if (head.toString('latin1', 4, 8) === 'moov') {
      const moov = await readAt(at, Math.min(size, MOST_INDEX_BYTES));
      return { type: 'read', info: infoOf(moov) };
    }
    at += size;
  }
  return { type: 'unplayable', reason: 'an MP4 or MOV without its index (moov), as one cut off while it was recorded' };
}

function infoOf(data: Buffer): ClipInfo {
  const [moov] = boxes(data, 0, data.length);
  const within = (box: Box | undefined, type: string) =>
    box === undefined ? [] : boxes(data, box.start, box.end).filter((each) => each.type === type);
  const [header] = within(moov, 'mvhd');
  const tracks = within(moov, 'trak').map((track) => {
    const [media] = within(track, 'mdia');
    const [handler] = within(media, 'hdlr');
    const [table] = within(within(media, 'minf')[0], 'stbl');
    const [entries] = within(table, 'stsd');
    const [entry] = entries === undefined ? [] : boxes(data, entries.start + 8, entries.end);
    const kind = handler === undefined ? '' : data.toString('latin1', handler.start + 8, handler.start + 12);
    return { kind, entry };
  });
  const ofKind = (kind: string) => tracks.find((track) => track.kind === kind)?.entry;
  const [video, audio] = [ofKind('vide'), ofKind('soun')];
  // Width and height stand 24 bytes into a visual sample entry.
  const hasSize = video !== undefined && video.start + 28 <= data.length;
  const size = hasSize
    ? { width: data.readUInt16BE(video.start + 24), height: data.readUInt16BE(video.start + 26) }
    : {};
  return {
    container: 'MP4',
    ...(video !== undefined && { video: CODECS[video.type] ?? video.type }),
    ...(audio !== undefined && { audio: CODECS[audio.type] ?? audio.type }),
    ...size,
    ...durationOf(data, header),
  };
}

/** Returns the length that the movie header says; a fragmented file has 0 there. */
function durationOf(data: Buffer, header: Box | undefined): { readonly durationMs?: number } {
  if (header === undefined || header.end - header.start < 32) return {};
  const isLong = data.readUInt8(header.start) === 1;
  const at = header.start + (isLong ? 20 : 12);
  const scale = data.readUInt32BE(at);
  const length = isLong ? Number(data.readBigUInt64BE(at + 4)) : data.readUInt32BE(at + 4);
  return scale > 0 && length > 0 ? { durationMs: Math.round((length / scale) * 1000) } : {};
}
