import { readSync, writeSync } from 'node:fs';
import { codeOf } from '../../../lib/code-of.ts';

const CHUNK_BYTES = 1 << 16;
const LINE_FEED = 0x0a;
/** Pause before retrying a descriptor that would block. */
const PAUSE_MS = 1;

const pausing = new Int32Array(new SharedArrayBuffer(4));

/**
 * Reads up to the end of a line, waiting even on a non-blocking descriptor: one that Node has touched does not block, and
 * fails with EAGAIN while no input is there. Returns undefined when the input ends first.
 */
export function readLine(fd: number): string | undefined {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const bytes = retryWhileBlocked(() => readSync(fd, chunk));
    if (bytes === 0) return undefined;
    chunks.push(chunk.subarray(0, bytes));
    // Decode only now: a character may have arrived in two pieces.
    if (chunk[bytes - 1] === LINE_FEED) return Buffer.concat(chunks).toString('utf8');
  }
}

/** Writes a whole line, waiting for a slow reader. */
export function writeLine(fd: number, line: string): void {
  const bytes = Buffer.from(`${line}\n`);
  for (let written = 0; written < bytes.length; )
    written += retryWhileBlocked(() => writeSync(fd, bytes, written, bytes.length - written));
}

function retryWhileBlocked(io: () => number): number {
  for (;;)
    try {
      return io();
    } catch (error) {
      if (codeOf(error) !== 'EAGAIN') throw error;
      Atomics.wait(pausing, 0, 0, PAUSE_MS);
    }
}
