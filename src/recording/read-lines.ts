import { createReadStream } from 'node:fs';

/** Longest line; a longer one is damage, not data: a participant's line for one second has some kB. */
const MAX_LINE_CHARACTERS = 1 << 22;
const CHUNK_BYTES = 1 << 18;

/** Yields the lines of a file in batches. An overlong line is yielded as undefined instead of filling the memory. */
export async function* readLines(file: string): AsyncGenerator<readonly (string | undefined)[]> {
  let rest = '';
  let isOverlong = false;
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: CHUNK_BYTES })) {
    const pieces: (string | undefined)[] = (rest + String(chunk)).split('\n');
    rest = pieces.pop() ?? '';
    if (isOverlong && pieces.length > 0) {
      pieces[0] = undefined;
      isOverlong = false;
    }
    yield pieces;
    if (rest.length > MAX_LINE_CHARACTERS) {
      isOverlong = true;
      rest = '';
    }
  }
  if (isOverlong) yield [undefined];
  else if (rest !== '') yield [rest];
}
