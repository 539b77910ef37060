import { closeSync, openSync, writeSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';

const isLinux = process.platform === 'linux';
if (!isLinux) process.stderr.write('\nSKIPPED: waiting on descriptors is not tested here: needs Linux\n\n');
const { pipe2 } = isLinux ? await import('../../../src/network/linux/libc.ts') : {};
const { PollSet } = isLinux ? await import('../../../src/network/linux/poll-set.ts') : {};

const open = new Set<number>();
const end = (fd: number) => {
  closeSync(fd);
  open.delete(fd);
};
afterAll(() => {
  for (const fd of open) closeSync(fd);
});

/** Opens pipes, and returns the ends to read from and those to write to. */
function pipes(count: number): { from: number[]; to: number[] } {
  const both = Array.from({ length: count }, () => {
    const ends = Buffer.alloc(8);
    if (pipe2?.(ends, 0) !== 0) throw new Error('no pipe');
    return [ends.readInt32LE(0), ends.readInt32LE(4)] as const;
  });
  for (const fd of both.flat()) open.add(fd);
  return { from: both.map(([from]) => from), to: both.map(([, to]) => to) };
}

describe.skipIf(!isLinux)('waiting on descriptors', () => {
  it('tells which of 300 are readable or closed, and only those', () => {
    if (PollSet === undefined) throw new Error('no set');
    const { from, to } = pipes(300);
    const set = new PollSet(from.slice(0, 299));
    set.add(from[299] ?? -1);
    expect(set.wait(0)).toBe(0);
    for (const n of [299, 7]) writeSync(to[n] ?? -1, 'x');
    end(to[123] ?? -1);
    const seen = Array.from({ length: set.wait(1000) }, (_, n) => [set.ready(n), set.isReadable(n)] as const);
    expect(seen.sort(([a], [b]) => a - b)).toEqual([
      [7, true],
      [123, false],
      [299, true],
    ]);
  });

  it('waits fractions of a millisecond where nothing happens', () => {
    if (PollSet === undefined) throw new Error('no set');
    const set = new PollSet(pipes(1).from);
    const tookMs = Array.from({ length: 20 }, () => {
      const startMs = performance.now();
      expect(set.wait(0.3)).toBe(0);
      return performance.now() - startMs;
    });
    expect(Math.min(...tookMs)).toBeGreaterThanOrEqual(0.3);
    expect(Math.min(...tookMs)).toBeLessThan(1);
  });

  it('refuses what cannot be waited on', () => {
    const file = openSync(import.meta.filename, 'r');
    open.add(file);
    expect(() => new (PollSet as NonNullable<typeof PollSet>)([file])).toThrow('epoll: EPERM');
  });
});
