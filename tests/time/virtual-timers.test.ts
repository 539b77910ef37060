import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { CAN_PRELOAD } from './family/can-preload.ts';
import type { Tools } from './family/family.ts';
import { withFamily } from './family/with-family.ts';

/** Node's event loop counts whole ms: a timer may fire up to one of them early. */
const MOST_EARLY_MS = 1;
const MOST_LATE_MS = 1.5;

/** Measures several timers, in virtual ms: on a busy machine some are late, and none may be early. */
async function timers(_: Tools, ms: number): Promise<number[]> {
  const one = (i: number) =>
    new Promise<number>((resolve) =>
      setTimeout(() => {
        const begunMs = performance.now();
        setTimeout(() => resolve(performance.now() - begunMs), ms);
      }, i * 7),
    );
  return Promise.all(Array.from({ length: 12 }, (_, i) => one(i)));
}

/** Expects that none is early. The best one shows what the clock does, the others what the machine does. */
function expectInTime(tookMs: readonly number[], ms: number): void {
  expect(Math.min(...tookMs)).toBeGreaterThanOrEqual(ms - MOST_EARLY_MS);
  expect(Math.min(...tookMs)).toBeLessThanOrEqual(ms + MOST_LATE_MS);
}

const has = (command: string) => {
  try {
    return execFileSync(command, ['-c', '1'], { stdio: 'ignore' }) !== undefined;
  } catch {
    return false;
  }
};

describe.skipIf(!CAN_PRELOAD).concurrent('a timer of node', () => {
  test.each([
    { factor: 1, ms: 1000 },
    { factor: 2, ms: 1000 },
    { factor: 4, ms: 1000 },
    { factor: 16, ms: 300 },
  ])('set to $ms ms fires after $ms virtual ms at factor $factor', ({ factor, ms }) =>
    withFamily(async (family) => {
      await family.evaluate(({ clock }, f) => clock.setFactor(f), factor);
      const before = await family.evaluate(({ clock }) => clock.read());
      expectInTime(await family.evaluate(timers, ms), ms);
      const after = await family.evaluate(({ clock }) => clock.read());
      const realMs = after.realMs - before.realMs;
      const asFactorMs = factor * (after.virtualMs - before.virtualMs);
      // It runs no faster than the factor says, and slower only where it stood still.
      expect(asFactorMs).toBeLessThan(realMs * 1.001);
      // A standstill under way is not yet in the total.
      expect(realMs - (after.stoodStillMs - before.stoodStillMs)).toBeLessThan(asFactorMs * 1.05);
    }),
  );

  test('set to 1000 ms fires after 1000 virtual ms while the factor rises and falls', () =>
    withFamily(async (family) => {
      await family.evaluate(({ clock }) => {
        clock.letFall(true);
        // Up at once, down by a fifth at a time, as in pace/pace.ts.
        const schedule = [1, 2, 4, 3.2, 2.56, 2.05, 1.64, 1.31, 1.05, 2.1, 1.68, 1.35, 1.08, 1];
        let i = 0;
        setInterval(() => clock.setFactor(schedule[i++ % schedule.length] ?? 1), 50);
      });
      expectInTime(await family.evaluate(timers, 1000), 1000);
    }));
});

describe.skipIf(!CAN_PRELOAD).concurrent('other waits', () => {
  test('last their virtual time in node, sleep, perl, python and timeout while the factor is 3', () =>
    withFamily(async (family) => {
      await family.evaluate(({ clock }) => clock.setFactor(3));
      const atomics = await family.evaluate(() => {
        const tookMs = [1, 2, 3].map(() => {
          const begunMs = performance.now();
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
          return performance.now() - begunMs;
        });
        return Math.min(...tookMs);
      });
      expect(atomics).toBeGreaterThanOrEqual(100);
      expect(atomics).toBeLessThanOrEqual(100 + MOST_LATE_MS);

      const perl = 'use Time::HiRes "time"; $t = time; select(undef, undef, undef, 0.3); print((time - $t) * 1000)';
      const python = [
        'import threading, time',
        't = time.monotonic(); threading.Event().wait(0.3); print((time.monotonic() - t) * 1000)',
      ].join('\n');
      for (const [command, args] of [
        ['perl', ['-e', perl]],
        ['python3', ['-c', python]],
      ] as const) {
        if (!has(command)) continue;
        const { out, err } = await family.evaluate(({ run }, { command, args }) => run(command, args), {
          command,
          args,
        });
        expect(Number(out), `${command}: ${err}`).toBeGreaterThanOrEqual(299.9);
        expect(Number(out)).toBeLessThanOrEqual(320);
      }
      // These include the time to start the program.
      const sleep = await family.evaluate(({ run }) => run('sleep', ['0.5']));
      expect(sleep.tookMs).toBeGreaterThanOrEqual(500);
      expect(sleep.tookMs).toBeLessThanOrEqual(700);
      const timeout = await family.evaluate(({ run }) => run('timeout', ['0.4', 'sleep', '30']));
      expect(timeout.code).toBe(124);
      // The kernel keeps this one's time, and runs on while virtual time stands still.
      expect(timeout.tookMs).toBeGreaterThan(300);
      expect(timeout.tookMs).toBeLessThanOrEqual(600);
    }));
});
