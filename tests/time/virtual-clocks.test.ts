import { describe, expect, test } from 'vitest';
import { ClockComparison } from '../../src/participants/clock-comparison.ts';
import { CAN_PRELOAD } from './family/can-preload.ts';
import type { Tools } from './family/family.ts';
import { withFamily } from './family/with-family.ts';

type Exchange = readonly [askedMs: number, calledMs: number, answeredMs: number];
type Exchanges = Readonly<Record<'wall' | 'monotonic', Exchange[]>>;
interface Asked {
  readonly rounds: number;
  readonly preloaded: boolean;
  readonly changing: boolean;
}

/** Reads another process's clocks many times. */
async function exchange({ clock, spawn }: Tools, { rounds, preloaded, changing }: Asked): Promise<Exchanges> {
  const { LD_PRELOAD, ...real } = process.env;
  const answer = `
    const { timeOrigin } = performance;
    process.on('message', () => process.send([timeOrigin + performance.now(), Number(process.hrtime.bigint()) / 1e6]));
    process.send('ready');`;
  const env = preloaded ? { ...real, LD_PRELOAD } : real;
  const child = spawn(process.execPath, ['-e', answer], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const told = () => new Promise<[number, number]>((resolve) => child.once('message', resolve as (m: unknown) => void));
  await told();
  const clocks = () => [performance.timeOrigin + performance.now(), Number(process.hrtime.bigint()) / 1e6] as const;
  const [wall, monotonic]: [Exchange[], Exchange[]] = [[], []];
  for (let i = 0; i < rounds; i++) {
    const asked = clocks();
    const telling = told();
    child.send('?');
    const answers = await telling;
    const answered = clocks();
    wall.push([asked[0], answers[0], answered[0]]);
    monotonic.push([asked[1], answers[1], answered[1]]);
    if (changing) clock.setFactor(i % 2 === 0 ? 8 : 2);
  }
  child.kill();
  return { wall, monotonic };
}

function boundsOf(exchanges: readonly Exchange[]) {
  const comparison = new ClockComparison();
  for (const [askedMs, calledMs, answeredMs] of exchanges)
    comparison.add(askedMs, { calledMs, returnedMs: calledMs }, answeredMs);
  if (comparison.bounds === undefined) throw new Error('nothing was exchanged');
  return comparison.bounds;
}

/** Time between reading two clocks of one process, one after the other. */
const READING_MS = 0.01;

describe.skipIf(!CAN_PRELOAD).concurrent('virtual clocks', () => {
  test('of several processes agree within 1 ms, at a constant factor and while the factor changes', () =>
    withFamily(async (family) => {
      await family.evaluate(({ clock }) => clock.setFactor(4));
      const asked = { rounds: 150, preloaded: true, changing: false };
      const others = await Promise.all([1, 2].map(() => family.evaluate(exchange, asked)));
      others.push(await family.evaluate(exchange, { ...asked, changing: true }));
      for (const { wall, monotonic } of others)
        for (const { leastMs, mostMs } of [boundsOf(wall), boundsOf(monotonic)]) {
          expect(leastMs).toBeGreaterThan(-1);
          expect(leastMs).toBeLessThanOrEqual(READING_MS);
          expect(mostMs).toBeGreaterThanOrEqual(-READING_MS);
          expect(mostMs).toBeLessThan(1);
        }
    }));

  test('expose a process started without the library: it is seconds ahead, even at factor 1', () =>
    withFamily(async (family) => {
      const { wall, monotonic } = await family.evaluate(exchange, { rounds: 20, preloaded: false, changing: false });
      expect(boundsOf(wall).leastMs).toBeGreaterThan(4900);
      expect(boundsOf(monotonic).leastMs).toBeGreaterThan(4900);
    }));

  test('of one process agree: Date, performance and hrtime', () =>
    withFamily(async (family) => {
      await family.evaluate(({ clock }) => clock.setFactor(3));
      // Read one after the other, between two readings of performance.now: a process may be held between them.
      const { dateMs, performanceMs, hrtimeMs, readingMs } = await family.evaluate(async ({ sleep }) => {
        const read = () => {
          const [begun, date, hrtime] = [performance.now(), Date.now(), Number(process.hrtime.bigint()) / 1e6];
          return { date, hrtime, performance: begun, readingMs: performance.now() - begun };
        };
        const readQuickly = () =>
          Array.from({ length: 100 }, read).sort((a, b) => a.readingMs - b.readingMs)[0] ?? read();
        const before = readQuickly();
        await sleep(300);
        const after = readQuickly();
        return {
          dateMs: after.date - before.date,
          performanceMs: after.performance - before.performance,
          hrtimeMs: after.hrtime - before.hrtime,
          readingMs: before.readingMs + after.readingMs,
        };
      });
      expect(readingMs).toBeLessThan(1);
      expect(performanceMs).toBeGreaterThanOrEqual(299);
      expect(Math.abs(hrtimeMs - performanceMs)).toBeLessThan(1);
      // Date counts whole ms.
      expect(Math.abs(dateMs - performanceMs)).toBeLessThan(2);
    }));

  test('never go backwards, however often the factor changes', () =>
    withFamily(async (family) => {
      const back = await family.evaluate(async ({ clock, run, sleep }) => {
        const watch = `
          let back = 0, reads = 0, last = process.hrtime.bigint();
          for (const until = Date.now() + 400; Date.now() < until; reads++) {
            const now = process.hrtime.bigint();
            if (now < last) back++;
            last = now;
          }
          console.log(JSON.stringify({ back, reads }));`;
        const watching = [1, 2, 3].map(() => run(process.execPath, ['-e', watch]));
        let done = false;
        const all = Promise.all(watching).finally(() => {
          done = true;
        });
        for (let i = 0; !done; i++) {
          clock.setFactor(i % 2 === 0 ? 3 : 1);
          if (i % 50 === 0) await sleep(0);
        }
        return (await all).map(({ out }) => JSON.parse(out) as { back: number; reads: number });
      });
      for (const { reads } of back) expect(reads).toBeGreaterThan(1000);
      expect(back.map(({ back }) => back)).toEqual([0, 0, 0]);
    }));
});
