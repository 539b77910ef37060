import type { Readable } from 'node:stream';

/** Characters that are kept. */
const KEPT = 2000;

/** Reads what a child process writes, so that it never waits, and keeps the end, which says why it died. Returns how to get that. */
export function outputTail(...streams: readonly (Readable | null)[]): () => string {
  let text = '';
  for (const stream of streams)
    stream?.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-KEPT);
    });
  return () => text.trim();
}
