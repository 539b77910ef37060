import { InputError } from '../lib/errors.ts';
import type { HeaderLine } from '../model/recording/recording.ts';
import { readLines } from '../recording/read-lines.ts';

/** Reads the first line of a recording, without the rest. Throws InputError if it is no header. */
export async function readHeader(file: string): Promise<HeaderLine> {
  const refuse = (got: string) =>
    new InputError([{ where: file, path: '', expected: 'a recording that begins with its header', got }]);
  for await (const [text, ...others] of readLines(file)) {
    // No line has ended yet: a long first line comes in several pieces.
    if (text === undefined && others.length === 0) continue;
    try {
      const line: unknown = JSON.parse(text ?? '');
      if (typeof line === 'object' && line !== null && 'type' in line && line.type === 'header')
        return line as HeaderLine;
    } catch {
      // Refused below, like any other text.
    }
    throw refuse(JSON.stringify((text ?? '').slice(0, 40)));
  }
  throw refuse('an empty file');
}
