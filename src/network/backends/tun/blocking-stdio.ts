import { readSync, writeSync } from 'node:fs';

const CHUNK_BYTES = 1 << 16;
const LINE_FEED = 0x0a;
/** Between two tries of a descriptor that would block. */
const PAUSE_MS = 1;

const pausing = new Int32Array(new SharedArrayBuffer(4));

/**
 * Reads until a line's end, waiting for it however the descriptor is set: one that Node has touched does not block, and
 * says EAGAIN where nothing has come yet. Undefined when the input ends before.
 */
export function readLine(fd: number): string | undefined {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(CHUNK_BYTES);
    const bytes = untilPossible(() => readSync(fd, chunk));
    if (bytes === 0) return undefined;
    chunks.push(chunk.subarray(0, bytes));
    // Whole only now: a character may have come in two pieces.
    if (chunk[bytes - 1] === LINE_FEED) return Buffer.concat(chunks).toString('utf8');
  }
}

/** Writes all of a line, waiting for a reader that is slow. */
export function writeLine(fd: number, line: string): void {
  const bytes = Buffer.from(`${line}\n`);
  for (let written = 0; written < bytes.length; )
    written += untilPossible(() => writeSync(fd, bytes, written, bytes.length - written));
}

function untilPossible(io: () => number): number {
  for (;;)
    try {
      return io();
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
      Atomics.wait(pausing, 0, 0, PAUSE_MS);
    }
}
