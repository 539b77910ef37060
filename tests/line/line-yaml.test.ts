import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { byHour } from '../../src/line/by-hour.ts';
import type { Figure, LineEstimate } from '../../src/line/crossing.ts';
import { lineYaml } from '../../src/line/line-yaml.ts';
import { catalogSchema } from '../../src/scenario/schema/catalog.ts';

const figure = (value: number, spread = value / 10): Figure => ({ value, least: value - spread, most: value + spread });

const ESTIMATE: LineEstimate = {
  atMs: Date.UTC(2026, 10, 27, 12),
  rttMs: figure(80.04, 0.5),
  oneWayMs: { up: 30, down: 50 },
  up: { lossFraction: figure(0.01), jitterMs: figure(4), rateBps: figure(1.5e6), queueMs: figure(300) },
  down: {
    lossFraction: figure(0.08),
    chain: { p: 0.01, r: 0.125, burstMs: figure(32) },
    jitterMs: figure(8),
    rateBps: { value: 97e6, least: 97e6, most: Number.POSITIVE_INFINITY },
  },
};

const profileOf = (text: string, name = 'line') => parse(text).presets[name].profile;

test('each figure as a scenario writes it, its interval behind it', () => {
  const text = lineYaml({ heading: ['x'], lines: byHour('line', [ESTIMATE]), synchronised: false });
  expect(profileOf(text)).toEqual({
    rtt: '80 ms',
    jitter: { down: '8 ms', up: '4 ms' },
    up: '1.5 Mbps',
    // Both ways' losses as they come: 1 / (1 + 12.5) is 7.4 %, which is what such a chain loses.
    loss: { down: { p: '1 %', r: '12.5 %' }, up: '1 %' },
    queue: { up: '300 ms' },
  });
  expect(text).toContain('down 8 %, 7.2 % to 8.8 %, in bursts of 28.8 ms to 35.2 ms');
  expect(text).toContain('up: 1.5 Mbps # 1.35 Mbps to 1.65 Mbps');
  expect(text).toContain('# down: 97 Mbps or more, so nothing is shaped');
  expect(text).toContain('down not measured');
});

test.each([false, true])('is a catalog as scenarios take it (synchronised: %s)', (synchronised) => {
  const text = lineYaml({ heading: ['x'], lines: byHour('line', [ESTIMATE]), synchronised });
  const { profile } = catalogSchema.parse(parse(text)).presets?.line ?? {};
  expect(profile?.up).toBe(1.5e6);
  expect(profile?.queue).toEqual({ up: 300 });
  expect(profile?.loss).toMatchObject({ down: { p: 0.01, r: 0.125 }, up: 0.01 });
});

test('with clocks that agree each way has its delay, and together they are the round trip', () => {
  const text = lineYaml({ heading: [], lines: byHour('line', [ESTIMATE]), synchronised: true });
  expect(profileOf(text).delay).toEqual({ down: '50 ms', up: '30 ms' });
  expect(profileOf(text).rtt).toBeUndefined();
});

test('what was not measured is no zero: it is left out', () => {
  const text = lineYaml({ heading: [], lines: byHour('line', [{ atMs: 0, up: {}, down: {} }]), synchronised: false });
  expect(profileOf(text)).toBeNull();
  for (const field of ['rtt', 'down', 'up', 'loss', 'jitter', 'queue'])
    expect(text).toContain(`# ${field}: not measured`);
});

test('by the hour: all of them, and each hour of its own, with medians', () => {
  const at = (hour: number, loss: number): LineEstimate => ({
    ...ESTIMATE,
    atMs: new Date(2026, 10, 27, hour, 10).getTime(),
    down: { lossFraction: figure(loss) },
  });
  const lines = byHour('line', [at(19, 0.01), at(20, 0.05), at(20, 0.07)]);
  expect(lines.map(({ name }) => name)).toEqual(['line', 'line-19h', 'line-20h']);
  expect(lines.map(({ estimate }) => estimate.down.lossFraction?.value)).toEqual([0.05, 0.01, expect.closeTo(0.06)]);
  // From the least to the most that was measured.
  expect(lines[2]?.estimate.down.lossFraction).toMatchObject({
    least: expect.closeTo(0.045),
    most: expect.closeTo(0.077),
  });
});

test('by the hour: one measurement that knows only a lower bound does not hide the rate that the others found', () => {
  const bound = (value: number): Figure => ({ value, least: value, most: Number.POSITIVE_INFINITY });
  const rateOf = (...rates: readonly Figure[]) =>
    byHour(
      'line',
      rates.map((rateBps) => ({ ...ESTIMATE, up: { rateBps } })),
    )[0]?.estimate.up.rateBps;
  expect(rateOf(figure(2e6), bound(1.2e6), figure(2.2e6))).toEqual({
    value: 2.1e6,
    least: expect.closeTo(1.8e6),
    most: expect.closeTo(2.42e6),
  });
  expect(rateOf(figure(2e6), bound(3e6))).toMatchObject({ value: 2.5e6, most: Number.POSITIVE_INFINITY });
});
