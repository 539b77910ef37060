import { open } from 'node:fs/promises';
import type { ClipReading } from './clip-info.ts';
import { readMp4 } from './mp4-clip.ts';
import { readWebm } from './webm-clip.ts';

/** Beginnings of files that are no video, by what they are. */
const NO_VIDEO: readonly (readonly [begin: RegExp, what: string])[] = [
  [/^\x89PNG|^\xff\xd8\xff|^GIF8/, 'a still picture'],
  [/^%PDF/, 'a PDF document'],
  [/^PK/, 'a ZIP archive or an Office document'],
  [/^\s*<(?:!doctype|html)/i, 'a web page'],
  [/^version https:\/\/git-lfs/, 'the pointer of a file that Git LFS holds: fetch it with `git lfs pull`'],
  [/^ID3|^\xff[\xfb\xf3\xf2]/, 'sound without a picture'],
];

/** Video that Chromium has no decoder for; its own builds have none for H.265 without help of the machine. */
const UNDECODED = ['H.265', 'ProRes', 'MPEG-4 Part 2', 'Motion JPEG'];

/**
 * Reads the headers of a clip, as far as they are MP4's, MOV's, WebM's or Matroska's; undefined for other formats, which only a browser
 * can tell. What its beginning says is no video, or has no picture, is unplayable.
 */
export async function readClip(path: string): Promise<ClipReading | undefined> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const readAt = async (position: number, length: number) => {
      const buffer = Buffer.alloc(Math.max(0, Math.min(length, size - position)));
      const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
      return buffer.subarray(0, bytesRead);
    };
    const head = await readAt(0, 64);
    const begin = head.toString('latin1');
    const other = NO_VIDEO.find(([form]) => form.test(begin))?.[1];
    if (other !== undefined) return { type: 'unplayable', reason: other };
    const isMp4 = ['ftyp', 'moov', 'mdat', 'wide', 'free', 'skip'].includes(begin.slice(4, 8));
    const isWebm = head.length >= 4 && head.readUInt32BE(0) === 0x1a45dfa3;
    const reading = isMp4 ? await readMp4(readAt, size) : isWebm ? await readWebm(readAt) : undefined;
    const hasPicture = reading?.type !== 'read' || reading.info.video !== undefined || reading.info.audio === undefined;
    return hasPicture ? reading : { type: 'unplayable', reason: 'sound without a picture' };
  } finally {
    await file.close();
  }
}

/** Returns the codec of a clip that most Chromiums cannot decode, or undefined. */
export function undecodedCodec(reading: ClipReading | undefined): string | undefined {
  const video = reading?.type === 'read' ? reading.info.video : undefined;
  return video !== undefined && UNDECODED.includes(video) ? video : undefined;
}
