import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/lib/random.ts';
import type { JitterDistribution, LinkProfile, Loss, Traces } from '../../../src/model/scenario/link-profile.ts';
import { EmulatedLink } from '../../../src/network/emulation/link.ts';
import { LOST_BLACKOUT, LOST_BURST, Weather } from '../../../src/network/emulation/weather.ts';
import { bursts, link, profile } from '../support/profiles.ts';

const CASES = 80;
const SPAN_MS = 15_000;

interface Chance {
  between(least: number, most: number): number;
  oneOf<T>(values: readonly [T, ...T[]]): T;
  /** Returns ascending times within the span. */
  times(most: number): number[];
}

function chance(seed: number): Chance {
  const random = createRandom(seed);
  const between = (least: number, most: number) => least + (most - least) * random();
  return {
    between,
    oneOf: (values) => values[Math.floor(random() * values.length)] ?? values[0],
    times: (most) =>
      Array.from({ length: Math.floor(random() * (most + 1)) }, () => Math.round(between(0, SPAN_MS))).sort(
        (a, b) => a - b,
      ),
  };
}

/** Returns bursts that lose all packets or none. Single losses are drawn per packet and have no structure over time. */
function anyLoss({ oneOf, between }: Chance): Loss {
  return oneOf<() => Loss>([() => ({ type: 'none' }), () => bursts(between(0.005, 0.3), between(1, 20))])();
}

function anyProfile(any: Chance): LinkProfile {
  const blackouts = any.times(3).map((fromMs) => ({ fromMs, toMs: fromMs + any.between(1, 2000) }));
  return profile({
    delayMs: any.between(0, 200),
    jitterMs: any.oneOf([0, any.between(0.1, 30)]),
    jitterDistribution: any.oneOf<JitterDistribution>(['uniform', 'normal', 'pareto']),
    loss: anyLoss(any),
    delaySteps: any.times(4).map((atMs) => ({ atMs, delayMs: any.between(0, 300) })),
    lossSteps: any.times(4).map((atMs) => ({ atMs, loss: anyLoss(any) })),
    blackouts,
  });
}

function anyCapacity(any: Chance): [Partial<LinkProfile>, Traces] {
  const rate = () => any.between(3e5, 8e6);
  return any.oneOf<() => [Partial<LinkProfile>, Traces]>([
    () => [{ rateBps: rate() }, {}],
    () => {
      const steps = any.times(6).map((atMs) => ({ atMs, rateBps: rate() }));
      return [{ rateBps: rate(), rateSteps: { steps } }, {}];
    },
    () => {
      const steps = [0, 500, 900, 1300].map((atMs) => ({ atMs, rateBps: atMs === 900 ? 0 : rate() }));
      return [{ trace: 't' }, { t: { type: 'rates', steps, periodMs: 2000 } }];
    },
    () => {
      const atMs = Array.from({ length: 300 }, () => Math.round(any.between(0, 2000))).sort((a, b) => a - b);
      return [{ trace: 't' }, { t: { type: 'opportunities', atMs, periodMs: 2000 } }];
    },
  ])();
}

const cases = Array.from({ length: CASES }, (_, seed) => seed + 1);

describe('two streams of different rates on links of one profile and seed', () => {
  it('meet the same bursts, blackouts and delays at every shared instant, for any profile and seed', () => {
    let [bursty, dark, delayed] = [0, 0, 0];
    for (const seed of cases) {
      const any = chance(seed);
      const course = anyProfile(any);
      const [fast, slow] = [new Weather(course, seed), new Weather(course, seed)];
      // Starts before the window, where draws restart; the slow stream shares about every 7th packet time of the fast one.
      const every = Math.round(any.between(3, 40));
      for (let n = -1000; n * 0.75 < SPAN_MS; n++) {
        const atMs = n * 0.75;
        const [fate, delayMs] = [fast.fate(atMs), fast.delayMs(atMs)];
        if (n < 0 || n % every !== 0) continue;
        if (fate !== slow.fate(atMs) || delayMs !== slow.delayMs(atMs))
          expect.fail(`seed ${seed}: they differ at ${atMs} ms of ${JSON.stringify(course)}`);
        if (fate === LOST_BURST) bursty++;
        if (fate === LOST_BLACKOUT) dark++;
        if (delayMs > 0) delayed++;
      }
    }
    expect(Math.min(bursty, dark)).toBeGreaterThan(1000);
    expect(delayed).toBeGreaterThan(50_000);
  });

  it('find the same capacity: bytes sent by any time differ by at most a packet or an opportunity', () => {
    for (const seed of cases) {
      const any = chance(1000 + seed);
      const [effects, traces] = anyCapacity(any);
      /** Returns the bytes sent by every 100 ms, for packets of one size that arrive faster than they can leave. */
      const through = (bytes: number, everyMs: number) => {
        const emulated = new EmulatedLink(link('a', { ...effects, queueMs: 1500 }, seed), { traces });
        const byTenth = new Float64Array(SPAN_MS / 100);
        for (let atMs = 0; atMs < SPAN_MS; atMs += everyMs) {
          const dueMs = emulated.admit(atMs, bytes);
          const tenth = Math.floor(dueMs / 100);
          if (dueMs >= 0 && tenth < byTenth.length) byTenth[tenth] = (byTenth[tenth] ?? 0) + bytes;
        }
        let sum = 0;
        return byTenth.map((more) => (sum += more));
      };
      const [small, large] = [through(300, 0.25), through(1400, 1)];
      small.forEach((bytes, tenth) => {
        if (Math.abs(bytes - (large[tenth] ?? 0)) > 1504 + 1400)
          expect.fail(
            `seed ${seed}: ${bytes} against ${large[tenth]} bytes after ${tenth} tenths, ${JSON.stringify(effects)}`,
          );
      });
      expect(small.at(-1)).toBeGreaterThan(100_000);
    }
  });
});
