import { afterEach, describe, expect, it } from 'vitest';
import { sleep } from '../../../../src/lib/clock.ts';
import { PreciseTimer } from '../../../../src/network/backends/relay/precise-timer.ts';

const now = () => performance.now();
const open: PreciseTimer[] = [];
const create = (onDue: () => void) => {
  const timer = new PreciseTimer(now, onDue);
  open.push(timer);
  return timer;
};

afterEach(async () => {
  for (const timer of open.splice(0)) await timer.close();
});

describe('PreciseTimer', () => {
  it('calls back once, never early, at the last time set', async () => {
    const called: number[] = [];
    const timer = create(() => called.push(now()));
    const dueMs = now() + 100;
    timer.set(dueMs + 500);
    timer.set(dueMs - 10);
    timer.set(dueMs);
    await expect.poll(() => called.length).toBe(1);
    // Nothing is left of the times set before.
    await sleep(600);
    expect(called.length).toBe(1);
    expect(called[0]).toBeGreaterThanOrEqual(dueMs);
  });

  it('can be set again by its callback', async () => {
    const called: number[] = [];
    const timer: PreciseTimer = create(() => {
      if (called.push(now()) < 5) timer.set(now() + 3);
    });
    timer.set(now() + 3);
    await expect.poll(() => called.length).toBe(5);
    for (let n = 1; n < 5; n++) expect((called[n] ?? 0) - (called[n - 1] ?? 0)).toBeGreaterThanOrEqual(3);
  });

  it('does not call back after it is set to Infinity, and uses no CPU time meanwhile', async () => {
    const timer = create(() => expect.unreachable());
    timer.set(now() + 20);
    timer.set(Number.POSITIVE_INFINITY);
    const before = process.cpuUsage();
    await sleep(300);
    const { user, system } = process.cpuUsage(before);
    // A busy loop would have used all 300 ms.
    expect((user + system) / 1000).toBeLessThan(200);
  });
});
