import { findCuts } from '../model/recording/cuts.ts';
import type { PictureLine } from '../model/recording/picture-line.ts';
import type { WindowLine } from '../model/recording/recording.ts';
import { createLineParser } from './parse-line.ts';
import { readLines } from './read-lines.ts';
import { movePictures } from './spoilt/move-pictures.ts';

/**
 * Start of the lines to parse, which are never packed; all others, up to a hundred times as many bytes, are skipped.
 */
const WANTED = /^\{"type":"(picture|window|header)"/;

export interface RecordedPictures {
  /** Wall time at which the window opened, or the take began if none did. */
  readonly fromMs: number;
  readonly lines: readonly PictureLine[];
}

/** Reads the pictures of a recording, which readRecording() leaves out, except those of spoilt seconds. */
export async function readPictures(file: string): Promise<RecordedPictures> {
  const lines: PictureLine[] = [];
  let fromMs = 0;
  let window: WindowLine | undefined;
  const { parse } = createLineParser();
  for await (const texts of readLines(file))
    for (const text of texts) {
      if (text === undefined || !WANTED.test(text)) continue;
      const parsed = parse(text);
      if (parsed.type !== 'line') continue;
      const { line } = parsed;
      if (line.type === 'picture') lines.push(line);
      if (line.type === 'header') fromMs = line.atMs;
      if (line.type === 'window') window = line;
    }
  return window === undefined
    ? { fromMs, lines }
    : { fromMs: window.fromMs, lines: movePictures(lines, findCuts(window)) };
}
