import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CAN_PRELOAD } from './family/can-preload.ts';
import { compile, hasCompiler } from './family/compile.ts';
import type { Tools } from './family/family.ts';
import { ROUNDING_MS, readWaits, type Wait } from './family/waits.ts';
import { withFamily } from './family/with-family.ts';

interface OddWaits {
  readonly nanosleepWholeMs: number;
  readonly selectWholeMs: number;
  readonly keepsToItsSet: number;
  readonly farDeadlineWaits: number;
  readonly refused: number;
  readonly stampOffMs: number;
  readonly longTimerMs: number;
  readonly othersWentOff: number;
}

const SIGNALS = 10_000;
const WAITS = 33;
const MOST_RUNS = 4;

/** Factors in sequence while a program runs: constant, or up and down, never down by more than a fifth at once. */
const SCHEDULES: Readonly<Record<string, readonly number[]>> = {
  'at factor 1': [1],
  'at factor 3': [3],
  'while the factor changes': [1, 2, 3, 2.4, 1.92, 1.54, 1.25, 3, 2.4, 2.0, 1.6, 1.3, 1.04],
};

async function runOn(
  { clock, run }: Tools,
  { program, args, schedule }: { program: string; args: string[]; schedule: readonly number[] },
) {
  let i = 0;
  const next = () => clock.setFactor(schedule[i++ % schedule.length] ?? 1);
  clock.letFall(schedule.length > 1);
  next();
  // In virtual ms, short enough that the factor changes during most waits.
  const changing = schedule.length > 1 ? setInterval(next, 17) : undefined;
  const ended = await run(program, args);
  clearInterval(changing);
  return ended;
}

async function outputOf(program: string, args: string[], schedule: readonly number[]): Promise<string> {
  return await withFamily(async (family) => {
    const { code, out, err } = await family.evaluate(runOn, { program, args, schedule });
    expect(code, err).toBe(0);
    return out;
  });
}

/**
 * Names of the waits that were off by 2 ms or more each time. The kernel's own timers run on while virtual time stands
 * still, and learn of a new factor within 100 ms, which is longer than they wait: with a constant factor only.
 */
function lateAtBest(waits: readonly Wait[], schedule: readonly number[]): readonly string[] {
  const bestOffMs = new Map<string, number>();
  for (const { name, kernel, tookMs, wantedMs } of waits) {
    if (kernel && schedule.length > 1) continue;
    bestOffMs.set(name, Math.min(bestOffMs.get(name) ?? Number.POSITIVE_INFINITY, Math.abs(tookMs - wantedMs)));
  }
  return [...bestOffMs].filter(([, offMs]) => offMs >= 2).map(([name]) => name);
}

describe.skipIf(!CAN_PRELOAD || !hasCompiler())('a C program', () => {
  let compiled: ReturnType<typeof compile> | undefined;
  beforeAll(() => {
    compiled = compile(['every-wait', 'odd-waits', 'lost-signals']);
  });
  afterAll(() => compiled?.remove());
  const program = (name: string) => compiled?.programs[name] ?? '';

  describe.concurrent.each(Object.entries(SCHEDULES))('%s', (_, schedule) => {
    test('waits for its virtual time in every waiting call, and none ends early', async () => {
      const waits: Wait[] = [];
      // Lateness is the machine's as well: a call has as many runs to be in time in, and none to be early in.
      for (let run = 0; run < MOST_RUNS && (run === 0 || lateAtBest(waits, schedule).length > 0); run++)
        waits.push(...readWaits(await outputOf(program('every-wait'), ['12'], schedule)));
      expect(new Set(waits.map(({ name }) => name))).toHaveLength(WAITS);
      expect(waits.filter(({ good }) => !good)).toEqual([]);
      const isEarly = ({ kernel, tookMs, wantedMs }: Wait) => !kernel && tookMs < wantedMs - ROUNDING_MS;
      expect(waits.filter(isEarly)).toEqual([]);
      expect(lateAtBest(waits, schedule)).toEqual([]);
    });

    test('handles the edge cases of waiting', async () => {
      const odd = JSON.parse(await outputOf(program('odd-waits'), [], schedule)) as OddWaits;
      expect(Math.abs(odd.nanosleepWholeMs - 60)).toBeLessThan(1);
      expect(Math.abs(odd.selectWholeMs - 60)).toBeLessThan(1);
      expect(odd).toMatchObject({ keepsToItsSet: 1, farDeadlineWaits: 1, refused: 6, othersWentOff: 0 });
      expect(Math.abs(odd.stampOffMs)).toBeLessThan(1);
      // Rearmed when the factor changes, although its process waits for nothing else.
      expect(Math.abs(odd.longTimerMs - 300)).toBeLessThan(60);
    });
  });

  test('loses none of 10,000 signals sent while waits are being restarted', async () => {
    const out = await outputOf(program('lost-signals'), [String(SIGNALS)], [1.2, 1.25]);
    expect(JSON.parse(out)).toEqual({ signals: SIGNALS, lost: 0 });
  });
});
