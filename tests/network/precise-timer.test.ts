import { describe, expect, it } from 'vitest';
import { sleep } from '../../src/lib/clock.ts';
import { PreciseTimer } from '../../src/network/backends/relay/precise-timer.ts';

const now = () => performance.now();

describe('PreciseTimer', () => {
  it('calls back once, never early, at the last time it was set to', async () => {
    const called: number[] = [];
    const timer = new PreciseTimer(now, () => called.push(now()));
    const dueMs = now() + 25;
    timer.set(dueMs + 500);
    timer.set(dueMs - 10);
    timer.set(dueMs);
    await sleep(80);
    expect(called.length).toBe(1);
    expect(called[0]).toBeGreaterThanOrEqual(dueMs);
  });

  it('may be set again by what it calls', async () => {
    const called: number[] = [];
    const timer: PreciseTimer = new PreciseTimer(now, () => {
      if (called.push(now()) < 5) timer.set(now() + 3);
    });
    timer.set(now() + 3);
    await sleep(200);
    expect(called.length).toBe(5);
    for (let n = 1; n < 5; n++) expect((called[n] ?? 0) - (called[n - 1] ?? 0)).toBeGreaterThanOrEqual(3);
  });

  it('does not call back once it is set to Infinity, and takes no time of the CPU meanwhile', async () => {
    const timer = new PreciseTimer(now, () => expect.unreachable());
    timer.set(now() + 20);
    timer.set(Number.POSITIVE_INFINITY);
    const before = process.cpuUsage();
    await sleep(300);
    const { user, system } = process.cpuUsage(before);
    // A loop that turned would have taken all 300 ms.
    expect((user + system) / 1000).toBeLessThan(200);
  });
});
