import { describe, expect, it } from 'vitest';
import { measureTake } from '../../../src/metrics/measure-take.ts';
import { metricInfos } from '../../../src/metrics/registry.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import type { Budget } from '../../../src/model/scenario/budget.ts';
import { judgeTake } from '../../../src/verdict/judge-take.ts';
import { contentionMs } from '../../../src/verdict/uncertainty/contention.ts';
import { ERROR_LAWS, QUIET_STRAIN_MS } from '../../../src/verdict/uncertainty/error-laws.ts';
import { hostErrors } from '../../../src/verdict/uncertainty/host-errors.ts';
import { checkValidity } from '../../../src/verdict/validity/check-validity.ts';
import { buildLines, buildTake, takeOf, WINDOW_MS } from '../../build-recording.ts';

const withTimers = (lateMs: number | undefined) =>
  buildTake({
    seconds: 20,
    edit: (line: RecordLine) => {
      if (line.type !== 'frames-seen') return line;
      const { timerLateP99Ms: _, ...rest } = line;
      return { ...rest, ...(lateMs !== undefined && { timerLateP99Ms: lateMs }) };
    },
  });

const strainOf = (take: ReturnType<typeof withTimers>) => {
  const [viewer] = take.viewers;
  if (viewer === undefined) throw new Error('no viewer');
  return contentionMs(take, viewer);
};

/** The built take's picture is 45 ms late throughout: `distance` from the limit, on its good side if positive. */
const latencyWithin = (distance: number, measured: number): Budget => ({
  metric: 'latency',
  statistic: 'p95',
  unit: 'ms',
  ready: { comparison: '<=', limit: measured + distance },
  origin: 'scenario',
});

describe('the error that the machine may have caused', () => {
  it('grows with the lateness of the viewers’ timers from the join on, beyond a quiet machine’s', () => {
    const take = withTimers(15);
    expect(strainOf(take)).toBe(15);
    const errors = hostErrors(take)['sea-sg-1'];
    expect(errors?.latency?.p95).toBeCloseTo((15 - QUIET_STRAIN_MS) * 4, 9);
    expect(errors?.firstFrame?.value).toBeCloseTo((15 - QUIET_STRAIN_MS) * 8, 9);
  });

  it('holds that of this machine’s clock where the stream was published on another, and only there', () => {
    const told: RecordLine = {
      ...{ type: 'event', atMs: WINDOW_MS - 10_000, source: 'runner', name: 'time-server' },
      detail: { server: 'ntp.example.com:123', offsetMs: 3, errorMs: 7.5, roundTripMs: 1 },
    };
    const errorOf = (isOurs: boolean) => {
      const [header, ...lines] = buildLines({
        edit: (line) => (line.type === 'frames-made' && !isOurs ? undefined : line),
      });
      if (header === undefined) throw new Error('no lines');
      return hostErrors(takeOf([header, told, ...lines]))['sea-sg-1']?.latency?.p95 ?? 0;
    };
    // And half a millisecond of rounding, and 15 ppm of 40 s.
    expect(errorOf(false) - errorOf(true)).toBeCloseTo(7.5 + 0.5 + 0.6, 9);
  });

  it('is not claimed where strain moved nothing, nor on a quiet machine', () => {
    expect(hostErrors(withTimers(15))['sea-sg-1']).not.toHaveProperty('stutterRate');
    expect(hostErrors(withTimers(QUIET_STRAIN_MS))['sea-sg-1']).toEqual({});
  });

  it('is that of the worst stretch of 20 s: a long take does not thin out the storm it began with', () => {
    const stormy = (seconds: number) =>
      buildTake({
        seconds,
        edit: (line: RecordLine) =>
          line.type === 'frames-seen' ? { ...line, timerLateP99Ms: line.atMs < WINDOW_MS + 12_000 ? 25 : 3 } : line,
      });
    expect(strainOf(stormy(300))).toBeCloseTo(25, 9);
    expect(strainOf(stormy(300))).toBe(strainOf(stormy(1200)));
    const brief = buildTake({
      seconds: 300,
      edit: (line: RecordLine) =>
        line.type === 'frames-seen'
          ? { ...line, timerLateP99Ms: line.atMs > WINDOW_MS + 100_000 && line.atMs <= WINDOW_MS + 105_000 ? 43 : 3 }
          : line,
    });
    expect(strainOf(brief)).toBeCloseTo((5 * 43 + 15 * 3) / 20, 9);
  });

  it('is unknown, not zero, where no timer speaks', () => {
    expect(strainOf(withTimers(undefined))).toBeUndefined();
    expect(hostErrors(withTimers(undefined))).toEqual({});
  });

  it('has laws of metrics and statistics that there are', () => {
    const shapes = new Map(metricInfos().map(({ id, shape }) => [id, shape]));
    for (const [metric, law] of Object.entries(ERROR_LAWS))
      expect([metric, Object.keys(law)]).toEqual([
        metric,
        shapes.get(metric) === 'distribution' ? ['p50', 'p95', 'p99', 'max'] : ['value'],
      ]);
  });

  it.each([
    { distance: 10, outcome: 'uncertain' },
    { distance: -10, outcome: 'uncertain' },
    { distance: 60, outcome: 'pass' },
    { distance: -60, outcome: 'fail' },
  ])('leaves a latency $distance ms from its limit $outcome on a strained machine', ({ distance, outcome }) => {
    const take = withTimers(15);
    const measurement = measureTake(take);
    const latency = measurement.viewers[0]?.metrics.latency;
    if (latency?.type !== 'distribution') throw new Error('no latency');
    const budgets = { 'sea-sg': [latencyWithin(distance, latency.p95)] };
    expect(checkValidity(take).valid).toBe(true);
    expect(judgeTake(measurement, budgets, hostErrors(take))).toMatchObject([{ outcome }]);
    expect(judgeTake(measurement, budgets, hostErrors(withTimers(2)))).toMatchObject([
      { outcome: distance > 0 ? 'pass' : 'fail' },
    ]);
  });
});
