import { describe, expect, it } from 'vitest';
import { measureTake } from '../../../src/metrics/measure-take.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import type { Statistic } from '../../../src/model/result/metric.ts';
import type { Budget } from '../../../src/model/scenario/budget.ts';
import { judgeTake, UNKNOWN_ERROR } from '../../../src/verdict/judge-take.ts';
import { contentionMs, QUIET_CONTENTION_MS } from '../../../src/verdict/uncertainty/contention.ts';
import { estimateHostErrors } from '../../../src/verdict/uncertainty/host-errors.ts';
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

const contentionOf = (take: ReturnType<typeof withTimers>) => {
  const [viewer] = take.viewers;
  if (viewer === undefined) throw new Error('no viewer');
  return contentionMs(take, viewer);
};

function errorOf(take: ReturnType<typeof withTimers>, metric: string, statistic: Statistic): number | undefined {
  const errors = estimateHostErrors(take)['sea-sg-1']?.[metric];
  return errors === 'unknown' ? undefined : errors?.[statistic];
}

/** A limit at this distance from the measured latency, which is on its good side if the distance is positive. */
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
    expect(contentionOf(take)).toBe(15);
    expect(errorOf(take, 'latency', 'p95')).toBeCloseTo((15 - QUIET_CONTENTION_MS) * 4, 9);
    expect(errorOf(take, 'firstFrame', 'value')).toBeCloseTo((15 - QUIET_CONTENTION_MS) * 8, 9);
  });

  it('includes that of this machine’s clock where the stream was published on another, and only there', () => {
    const told: RecordLine = {
      ...{ type: 'event', atMs: WINDOW_MS - 10_000, source: 'runner', name: 'time-server' },
      detail: { server: 'ntp.example.com:123', offsetMs: 3, errorMs: 7.5, roundTripMs: 1 },
    };
    const latencyError = (isOurs: boolean) => {
      const [header, ...lines] = buildLines({
        edit: (line) => (line.type === 'frames-made' && !isOurs ? undefined : line),
      });
      if (header === undefined) throw new Error('no lines');
      return errorOf(takeOf([header, told, ...lines]), 'latency', 'p95') ?? 0;
    };
    // Half a millisecond of rounding and 15 ppm of 40 s are added.
    expect(latencyError(false) - latencyError(true)).toBeCloseTo(7.5 + 0.5 + 0.6, 9);
  });

  it('is on the side of the better number where strain makes it only worse, and on either where nobody knows', () => {
    const errors = estimateHostErrors(withTimers(15))['sea-sg-1'];
    const sideOf = (metric: string) => {
      const known = errors?.[metric];
      return known === 'unknown' || known === undefined ? known : (known.side ?? 'either');
    };
    for (const metric of ['latency', 'audioLatency', 'firstFrame', 'joinTime', 'roundTripTime', 'networkFrameLoss'])
      expect([metric, sideOf(metric)]).toEqual([metric, 'below']);
    for (const metric of ['frameRate', 'stereoShare']) expect([metric, sideOf(metric)]).toEqual([metric, 'above']);
    for (const metric of ['clarity', 'avOffset', 'audioLag', 'videoBitrate']) expect(sideOf(metric)).toBe('either');
    const [verdict] = judgeTake(
      measureTake(withTimers(15)),
      { 'sea-sg': [latencyWithin(-60, 100)] },
      { 'sea-sg-1': errors ?? {} },
    );
    expect(verdict).toMatchObject({ error: 40, errorSide: 'below' });
  });

  it('is a clock’s alone, either way, where nothing tells of contention', () => {
    const told: RecordLine = {
      ...{ type: 'event', atMs: WINDOW_MS - 10_000, source: 'runner', name: 'time-server' },
      detail: { server: 'ntp.example.com:123', offsetMs: 3, errorMs: 7.5, roundTripMs: 1 },
    };
    const [header, ...lines] = buildLines({
      edit: (line) => {
        if (line.type === 'frames-made') return undefined;
        if (line.type !== 'frames-seen') return line;
        const { timerLateP99Ms: _, ...rest } = line;
        return rest;
      },
    });
    if (header === undefined) throw new Error('no lines');
    const latency = estimateHostErrors(takeOf([header, told, ...lines]))['sea-sg-1']?.latency;
    expect(latency).toEqual({ p50: 8.6, p95: 8.6, p99: 8.6, max: 8.6 });
  });

  it('is left out where contention moved nothing, and on a quiet machine', () => {
    expect(estimateHostErrors(withTimers(15))['sea-sg-1']).not.toHaveProperty('stutterRate');
    expect(estimateHostErrors(withTimers(QUIET_CONTENTION_MS))['sea-sg-1']).toEqual({});
  });

  it('is that of the worst 20 s: a long take does not dilute the storm it began with', () => {
    const stormy = (seconds: number) =>
      buildTake({
        seconds,
        edit: (line: RecordLine) =>
          line.type === 'frames-seen' ? { ...line, timerLateP99Ms: line.atMs < WINDOW_MS + 12_000 ? 25 : 3 } : line,
      });
    expect(contentionOf(stormy(300))).toBeCloseTo(25, 9);
    expect(contentionOf(stormy(300))).toBe(contentionOf(stormy(1200)));
    const brief = buildTake({
      seconds: 300,
      edit: (line: RecordLine) =>
        line.type === 'frames-seen'
          ? { ...line, timerLateP99Ms: line.atMs > WINDOW_MS + 100_000 && line.atMs <= WINDOW_MS + 105_000 ? 43 : 3 }
          : line,
    });
    expect(contentionOf(brief)).toBeCloseTo((5 * 43 + 15 * 3) / 20, 9);
  });

  it('is unknown, not zero, without timer samples', () => {
    expect(contentionOf(withTimers(undefined))).toBeUndefined();
    expect(estimateHostErrors(withTimers(undefined))).toEqual({});
  });

  it('is unknown above a quiet machine’s contention for a metric without a law', () => {
    expect(estimateHostErrors(withTimers(QUIET_CONTENTION_MS + 0.1))['sea-sg-1']?.bufferDelay).toBe('unknown');
    expect(estimateHostErrors(withTimers(QUIET_CONTENTION_MS))['sea-sg-1']).not.toHaveProperty('bufferDelay');
  });

  it.each([
    { limit: 20, quiet: 'fail' },
    { limit: 2000, quiet: 'pass' },
  ])(
    'leaves a number of unknown error uncertain on a strained machine, however far from $limit ms',
    ({ limit, quiet }) => {
      const budget: Budget = {
        ...{ metric: 'bufferDelay', statistic: 'value', unit: 'ms', origin: 'scenario' },
        ready: { comparison: '<=', limit },
      };
      const verdictOn = (lateMs: number) => {
        const take = withTimers(lateMs);
        return judgeTake(measureTake(take), { 'sea-sg': [budget] }, estimateHostErrors(take))[0];
      };
      const strained = verdictOn(QUIET_CONTENTION_MS + 1);
      expect(strained).toMatchObject({ outcome: 'uncertain', actual: expect.any(Number), reason: UNKNOWN_ERROR });
      expect(strained).not.toHaveProperty('error');
      expect(verdictOn(QUIET_CONTENTION_MS)?.outcome).toBe(quiet);
    },
  );

  // 15 ms of strain move the p95 by 40 ms, and only up.
  it.each([
    { distance: 10, outcome: 'pass' },
    { distance: -10, outcome: 'uncertain' },
    { distance: -39, outcome: 'uncertain' },
    { distance: 60, outcome: 'pass' },
    { distance: -60, outcome: 'fail' },
  ])('leaves a latency $distance ms from its limit $outcome on a strained machine', ({ distance, outcome }) => {
    const take = withTimers(15);
    const measurement = measureTake(take);
    const latency = measurement.viewers[0]?.metrics.latency;
    if (latency?.type !== 'distribution') throw new Error('no latency');
    const budgets = { 'sea-sg': [latencyWithin(distance, latency.p95)] };
    expect(checkValidity(take).valid).toBe(true);
    expect(judgeTake(measurement, budgets, estimateHostErrors(take))).toMatchObject([{ outcome }]);
    expect(judgeTake(measurement, budgets, estimateHostErrors(withTimers(2)))).toMatchObject([
      { outcome: distance > 0 ? 'pass' : 'fail' },
    ]);
  });
});
