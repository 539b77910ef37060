import { createReadStream } from 'node:fs';

/** Longer lines are damage, not data: what one participant reports of one second is some kB. */
const MAX_LINE_CHARACTERS = 1 << 22;
const CHUNK_BYTES = 1 << 18;

/** The lines of a file, some at a time; a line that never ends is given as undefined instead of filling the memory. */
export async function* readLines(file: string): AsyncGenerator<readonly (string | undefined)[]> {
  let rest = '';
  let overlong = false;
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: CHUNK_BYTES })) {
    const pieces: (string | undefined)[] = (rest + String(chunk)).split('\n');
    rest = pieces.pop() ?? '';
    if (overlong && pieces.length > 0) {
      pieces[0] = undefined;
      overlong = false;
    }
    yield pieces;
    if (rest.length > MAX_LINE_CHARACTERS) {
      overlong = true;
      rest = '';
    }
  }
  if (overlong) yield [undefined];
  else if (rest !== '') yield [rest];
}
