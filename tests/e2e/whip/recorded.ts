import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordLine } from '../../../src/model/recording/recording.ts';

/** Returns the lines of all recordings of a rehearsal. */
export function linesOf(directory: string): RecordLine[] {
  const recordings = join(directory, 'recordings');
  return readdirSync(recordings).flatMap((name) =>
    readFileSync(join(recordings, name), 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as RecordLine),
  );
}

export const eventsOf = (lines: readonly RecordLine[], source: string, name: string) =>
  lines.flatMap((line) => (line.type === 'event' && line.source === source && line.name === name ? [line] : []));
