import { open } from 'node:fs/promises';

/** Longest line; a longer one is damage, not data: a participant's line for one second has some kB. */
const MAX_LINE_BYTES = 1 << 22;
const CHUNK_BYTES = 1 << 20;
const NEWLINE = 10;

/** Tells by its bytes, those from `from` to `to` of a chunk, whether a line is left out without being decoded. */
export type IsLeftOut = (bytes: Buffer, from: number, to: number) => boolean;

/**
 * Yields the lines of a file in batches, without those left out. An overlong line is yielded as undefined instead of filling
 * the memory.
 */
export async function* readLines(
  file: string,
  isLeftOut: IsLeftOut = () => false,
): AsyncGenerator<readonly (string | undefined)[]> {
  const handle = await open(file);
  try {
    let chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES);
    // Bytes of a line whose end was not read yet, at the chunk's beginning.
    let rest = 0;
    let isOverlong = false;
    for (;;) {
      const { bytesRead } = await handle.read(chunk, rest, chunk.length - rest);
      if (bytesRead === 0) break;
      const filled = chunk.subarray(0, rest + bytesRead);
      const lines: (string | undefined)[] = [];
      let from = 0;
      for (let to = filled.indexOf(NEWLINE, rest); to >= 0; to = filled.indexOf(NEWLINE, from)) {
        if (isOverlong) lines.push(undefined);
        else if (!isLeftOut(filled, from, to)) lines.push(filled.toString('utf8', from, to));
        isOverlong = false;
        from = to + 1;
      }
      yield lines;
      rest = filled.length - from;
      if (isOverlong || rest > MAX_LINE_BYTES) {
        isOverlong = true;
        rest = 0;
      } else if (rest === chunk.length) chunk = Buffer.concat([chunk], 2 * chunk.length);
      else chunk.copyWithin(0, from, from + rest);
    }
    if (isOverlong) yield [undefined];
    else if (rest > 0 && !isLeftOut(chunk, 0, rest)) yield [chunk.toString('utf8', 0, rest)];
  } finally {
    await handle.close();
  }
}
