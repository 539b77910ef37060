import { expect, test } from 'vitest';
import { CAN_PRELOAD } from './family/can-preload.ts';
import { withFamily } from './family/with-family.ts';

const STOPPED_MS = 3000;
/** Time that may be lost: control.c's lease of 12 ms, and what it takes to stop and wake all processes. */
const MOST_LOST_MS = 20;

const realSleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test.skipIf(!CAN_PRELOAD)(
  'a machine that stands still for 3 s costs a family no virtual time, and its timers stay correct',
  () =>
    withFamily(async (family) => {
      const begun = await family.evaluate(({ clock, spawn }) => {
        // A program that records by its own clock when each of its timers fired.
        const ticks = `
        const seen = [];
        setInterval(() => seen.push(performance.now()), 100);
        process.on('message', () => process.send(seen));
        process.send('ready');`;
        const child = spawn(process.execPath, ['-e', ticks], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
        Object.assign(globalThis, { ticking: child });
        return new Promise<{ pid: number; reading: ReturnType<typeof clock.read> }>((resolve) =>
          child.once('message', () => resolve({ pid: child.pid ?? 0, reading: clock.read() })),
        );
      });
      const going = family.evaluate(async ({ clock, sleep }) => {
        const begunMs = performance.now();
        await sleep(1000);
        return { tookMs: performance.now() - begunMs, reading: clock.read() };
      });
      await realSleep(300);
      for (const pid of [begun.pid, family.pid]) process.kill(pid, 'SIGSTOP');
      await realSleep(STOPPED_MS);
      for (const pid of [begun.pid, family.pid]) process.kill(pid, 'SIGCONT');
      const { tookMs, reading } = await going;
      const ticks = await family.evaluate(() => {
        const { ticking } = globalThis as unknown as { ticking: import('node:child_process').ChildProcess };
        const told = new Promise<number[]>((resolve) => ticking.once('message', (seen) => resolve(seen as number[])));
        ticking.send('?');
        return told.finally(() => ticking.kill());
      });

      const stoodStillMs = reading.stoodStillMs - begun.reading.stoodStillMs;
      expect(stoodStillMs).toBeGreaterThan(STOPPED_MS - 50);
      // Apart from the standstill, both clocks advanced equally, at factor 1.
      const realMs = reading.realMs - begun.reading.realMs;
      const virtualMs = reading.virtualMs - begun.reading.virtualMs;
      expect(virtualMs).toBeGreaterThan(999);
      expect(Math.abs(realMs - stoodStillMs - virtualMs)).toBeLessThan(MOST_LOST_MS);
      expect(tookMs).toBeGreaterThanOrEqual(999);
      expect(tookMs).toBeLessThan(1000 + MOST_LOST_MS + 30);
      // With a clock that had not stopped, one gap would be 3 s long.
      const gapsMs = ticks.slice(1).map((atMs, i) => atMs - (ticks[i] ?? 0));
      expect(gapsMs.length).toBeGreaterThan(5);
      expect(Math.max(...gapsMs)).toBeLessThan(100 + MOST_LOST_MS + 50);
    }),
);
