import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { TYPESCRIPT_ARGS } from '../../src/lib/typescript-process.ts';
import { virtualTimeVariables } from '../../src/time/begin-virtual-time.ts';
import { findPreload } from '../../src/time/preload.ts';

const PROGRAM = fileURLToPath(new URL('./family/browser.ts', import.meta.url));
const preload = findPreload();
const FACTOR = 4;
const WAIT_MS = 1000;

interface Found {
  readonly found: {
    readonly timer: number;
    readonly date: number;
    readonly heard: number;
    readonly stats: number;
    readonly wall: number;
    readonly worker: { readonly timer: number; readonly date: number; readonly wall: number };
  };
  readonly wall: number;
  readonly tookMs: number;
  readonly realMs: number;
}

describe.skipIf('why' in preload)('a browser in slowed time', () => {
  it('has no other source of time: timers, dates, sound and statistics run at the pace of our clock', {
    timeout: 120_000,
  }, async () => {
    if ('why' in preload) throw new Error('unreachable');
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [...TYPESCRIPT_ARGS, PROGRAM, String(FACTOR), String(WAIT_MS)],
      { env: { ...process.env, ...virtualTimeVariables(preload.path) } },
    );
    const { found, wall, tookMs, realMs } = JSON.parse(stdout) as Found;
    // In real time any of these would read four times as much.
    for (const ms of [found.timer, found.date, found.worker.timer, found.worker.date]) {
      expect(ms).toBeGreaterThan(WAIT_MS - 2);
      expect(ms).toBeLessThan(WAIT_MS * 1.5);
    }
    for (const ms of [found.heard, found.stats]) {
      expect(ms).toBeGreaterThan(WAIT_MS * 0.8);
      expect(ms).toBeLessThan(WAIT_MS * 1.5);
    }
    // The page answered while we waited for it, so its wall clock lies between our two readings.
    for (const ms of [found.wall, found.worker.wall]) {
      expect(ms).toBeGreaterThan(wall - tookMs - 1);
      expect(ms).toBeLessThan(wall + 1);
    }
    expect(realMs / tookMs).toBeGreaterThan(FACTOR * 0.95);
  });
});
