import { createReadStream } from 'node:fs';

/** Longer lines are damage, not data: what one participant reports of one second is some kB. */
const MAX_LINE_CHARACTERS = 1 << 22;

/** The lines of a file, one at a time; a line that never ends is given as undefined instead of filling the memory. */
export async function* readLines(file: string): AsyncGenerator<string | undefined> {
  let rest = '';
  let overlong = false;
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    const pieces = (rest + String(chunk)).split('\n');
    rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      yield overlong ? undefined : piece;
      overlong = false;
    }
    if (rest.length > MAX_LINE_CHARACTERS) {
      overlong = true;
      rest = '';
    }
  }
  if (overlong) yield undefined;
  else if (rest !== '') yield rest;
}
