import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { createLineParser } from '../../src/recording/parse-line.ts';

/** Returns the lines of a recorded fixture, in the order they were written. */
export function fixtureLines(name: string): readonly RecordLine[] {
  const { parse } = createLineParser();
  return readFileSync(join(import.meta.dirname, '../fixtures', `${name}.ndjson`), 'utf8')
    .split('\n')
    .filter((text) => text !== '')
    .flatMap((text) => {
      const parsed = parse(text);
      return parsed.type === 'line' ? [parsed.line] : [];
    });
}
