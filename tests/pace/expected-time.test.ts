import { expect, test } from 'vitest';
import { coresNeeded } from '../../src/capacity/machine-load.ts';
import { approximateTime, expectedText } from '../../src/commands/show/approximate-time.ts';
import type { Scenario } from '../../src/model/scenario/scenario.ts';
import { expectedTime, secondsLeft, takeSeconds } from '../../src/pace/expected-time.ts';
import { firstFactor } from '../../src/pace/first-factor.ts';
import { planTakes } from '../../src/scenario/plan.ts';
import { BROADCAST, REGION } from '../verdict/compare/takes.ts';

const SCENARIO: Scenario = {
  ...{ name: 'show', durationMs: 20_000, warmupMs: 10_000, seeds: [1, 2] },
  ...{ broadcast: BROADCAST, regions: [{ ...REGION, viewers: 12 }], budgets: {} },
};
/** Stream time of a take: probing, start, joins until players have settled, window, drain. */
const STREAM_S = 3 + 3 + 24 + 20 + 1.5;
/** Longest take: the warm-up, then waits for the encoder's target, and for jitter buffers and sound on lossy lines. */
const MOST_S = 3 + 3 + 10 + 12 + 30 + 15 + 20 + 1.5;

test('a take is slowed from its first probe to its drain, but its closing is not', () => {
  expect(takeSeconds({ scenario: SCENARIO, viewers: [] }, 1, false)).toBe(STREAM_S + 1);
  // 3 s more for a steered factor to settle.
  expect(takeSeconds({ scenario: SCENARIO, viewers: [] }, 4, true)).toBe(4 * (STREAM_S + 3) + 1);
  expect(secondsLeft(8, 20, 4)).toBe(4 * (12 + 1.5) + 1);
  expect(secondsLeft(21, 20, 4)).toBe(4 * 1.5 + 1);
});

test('the warm-up begins once the last viewer who does not come in mid-show has joined', () => {
  const viewers = [{ joinsAfterMs: 4000 }, { joinsAfterMs: 1000 }, {}, { joinsAtMs: 9000 }].map((times, i) => ({
    ...{ id: `sea-sg-${i + 1}`, region: 'sea-sg', ...times },
  }));
  expect(takeSeconds({ scenario: SCENARIO, viewers }, 2, false)).toBe(2 * (STREAM_S + 4) + 1);
  const [spread] = planTakes({ ...SCENARIO, joinSpreadMs: 60_000 });
  if (spread === undefined) throw new Error('no take');
  const joinsS = Math.max(...spread.viewers.map(({ joinsAfterMs = 0 }) => joinsAfterMs)) / 1000;
  expect(joinsS).toBeGreaterThan(20);
  expect(expectedTime([spread], { cpus: 2, slow: 1 }).seconds).toBeCloseTo(STREAM_S + joinsS + 1, 9);
});

test('players take longer than a short warm-up to settle, unless a quick look is asked for', () => {
  const quick = { ...SCENARIO, settle: false } as const;
  expect(takeSeconds({ scenario: quick, viewers: [] }, 1, false)).toBe(STREAM_S - 14 + 1);
  expect(takeSeconds({ scenario: { ...SCENARIO, warmupMs: 30_000 }, viewers: [] }, 1, false)).toBe(STREAM_S + 6 + 1);
  const most = (scenario: Scenario) =>
    expectedTime(planTakes({ ...scenario, seeds: [1] }), { cpus: 2, slow: 1 }).mostSeconds;
  expect(most(SCENARIO)).toBe(MOST_S + 1);
  expect(most(quick)).toBe(MOST_S - 45 + 1);
  // Without repairs, or where nobody loses packets on purpose, only pictures held back for their sound are awaited for long.
  const unrepaired = { ...BROADCAST, video: { ...BROADCAST.video, nack: false } };
  expect(most({ ...SCENARIO, broadcast: unrepaired })).toBe(MOST_S - 25 + 1);
});

test('all takes are counted, each at the factor it begins with', () => {
  const machine = { cpus: 2 };
  const factor = firstFactor(coresNeeded(BROADCAST.video, 12), { all: 2, available: 2 }, undefined);
  expect(factor).toBeCloseTo(1.55, 12);
  expect(expectedTime(planTakes(SCENARIO), machine)).toEqual({
    ...{ takes: 2, factor },
    seconds: 2 * (factor * (STREAM_S + 3) + 1),
    mostSeconds: 2 * (factor * (MOST_S + 3) + 1),
  });
  const variants = [{ name: 'large', broadcast: { ...BROADCAST, video: { ...BROADCAST.video, fps: 60 } } }];
  const compared = expectedTime(planTakes({ ...SCENARIO, variants }), machine);
  expect([compared.takes, compared.factor]).toEqual([4, 2 * factor]);
  expect(compared.seconds).toBeCloseTo(2 * (3 * factor * (STREAM_S + 3) + 2), 9);
});

test('a factor asked for takes precedence over the one needed, and the command line over the scenario', () => {
  const takes = planTakes({ ...SCENARIO, slow: 4 });
  expect(expectedTime(takes, { cpus: 2 })).toEqual({
    ...{ takes: 2, factor: 4 },
    ...{ seconds: 2 * (4 * STREAM_S + 1), mostSeconds: 2 * (4 * MOST_S + 1) },
  });
  // An external server runs in real time, unless longhaul starts it.
  const transport = { whip: { publish: 'http://127.0.0.1:8889/show/whip', watch: 'http://127.0.0.1:8889/show/whep' } };
  const elsewhere = planTakes({ ...SCENARIO, broadcast: { ...BROADCAST, transport } });
  expect(expectedTime(elsewhere, { cpus: 2 }).factor).toBe(1);
  expect(expectedTime(elsewhere, { cpus: 2, startsServer: true }).factor).toBeCloseTo(1.55, 12);
  // A server of somebody else's loses nothing on purpose.
  expect(expectedTime(elsewhere, { cpus: 2, slow: 1 }).mostSeconds).toBe(2 * (MOST_S - 25 + 1));
  const timeServer = { host: 'ntp.example.com', port: 123 };
  expect(expectedTime(planTakes({ ...SCENARIO, timeServer }), { cpus: 2, startsServer: true }).factor).toBe(1);
  expect(expectedTime(takes, { cpus: 2, slow: 1 })).toMatchObject({ takes: 2, factor: 1, seconds: 2 * (STREAM_S + 1) });
});

test('the time is given no more precisely than it is known', () => {
  const texts = [0, 41.5, 87.4, 87.6, 203, 7169, 7171, 10_900, 36_000].map((seconds) => approximateTime(seconds).en);
  expect(texts).toEqual([
    ...['about 5 s', 'about 40 s', 'about 85 s', 'about 1 min', 'about 3 min', 'about 119 min'],
    ...['about 2 h', 'about 3 h', 'about 10 h'],
  ]);
  expect(approximateTime(8000)).toEqual({ en: 'about 2 h 10 min', zh: '约 2 小时 10 分钟' });
  expect(expectedText({ takes: 1, seconds: 44, mostSeconds: 46, factor: 1.04 }).en).toBe(
    '1 take, about 45 s on this machine',
  );
  expect(expectedText({ takes: 1, seconds: 38.5, mostSeconds: 80.5, factor: 1 })).toEqual({
    en: '1 take, 40 s to 80 s on this machine',
    zh: '1 轮，在本机上大约 40 秒到 80 秒',
  });
  expect(expectedText({ takes: 3, seconds: 250, mostSeconds: 250, factor: 2 }).en).toBe(
    '3 takes, about 4 min on this machine, at 1/2 of their speed',
  );
});
