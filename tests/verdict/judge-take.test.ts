import { describe, expect, it } from 'vitest';
import { measureTake } from '../../src/metrics/measure-take.ts';
import { metricInfos } from '../../src/metrics/registry.ts';
import type { JitterBuffer } from '../../src/model/result/jitter-buffer.ts';
import type { Measurement, ViewerMeasurement } from '../../src/model/result/measurement.ts';
import type { MetricValue } from '../../src/model/result/metric.ts';
import type { SoundSync } from '../../src/model/result/sound-sync.ts';
import type { Budget } from '../../src/model/scenario/budget.ts';
import { defaultBudgets } from '../../src/verdict/default-budgets.ts';
import { judgeTake, NOT_SETTLED, PICTURE_FOLLOWING, SOUND_FOLLOWING } from '../../src/verdict/judge-take.ts';
import { buildTake, withoutSound } from '../build-recording.ts';

const number = (value: number): MetricValue => ({ type: 'value', unit: 'fraction', value });
const NO_DATA: MetricValue = { type: 'no-data', unit: 'fraction', reason: 'nothing came' };
const LATENCY: MetricValue = { type: 'distribution', unit: 'ms', count: 9, p50: 1, p95: 2, p99: 3, max: 4 };

/** Makes a measurement of viewers "sea-1", "sea-2" ... of one region, with one metric each. */
const measured = (metric: string, ...values: readonly MetricValue[]): Measurement => ({
  seed: 1,
  viewers: values.map((value, i) => ({
    viewer: `sea-${i + 1}`,
    region: 'sea',
    metrics: { [metric]: value },
    series: {},
  })),
});

const STUTTER: Budget = {
  metric: 'stutterRate',
  statistic: 'value',
  unit: 'fraction',
  ready: { comparison: '<=', limit: 0.03 },
  warn: { comparison: '<=', limit: 0.05 },
  origin: 'default',
};

describe('judgeTake', () => {
  it.each([
    [0.03, 'pass'],
    [0.031, 'warn'],
    [0.05, 'warn'],
    [0.051, 'fail'],
  ] as const)('a stutter rate of %d is a %s', (actual, outcome) =>
    expect(judgeTake(measured('stutterRate', number(actual)), { sea: [STUTTER] })).toEqual([
      {
        metric: 'stutterRate',
        statistic: 'value',
        region: 'sea',
        comparison: '<=',
        limit: 0.03,
        warnLimit: 0.05,
        unit: 'fraction',
        actual,
        outcome,
        viewer: 'sea-1',
      },
    ]),
  );

  it.each([
    { actual: 0.04, error: 0.009, outcome: 'warn' },
    { actual: 0.04, error: 0.011, outcome: 'uncertain' },
    { actual: 0.055, error: 0.006, outcome: 'uncertain' },
    { actual: 0.4, error: 0.1, outcome: 'fail' },
    // Pass or warn: ready either way.
    { actual: 0.029, error: 0.01, outcome: 'pass' },
  ])('a stutter rate of $actual that the machine may have moved by $error is $outcome', ({ actual, error, outcome }) =>
    expect(
      judgeTake(
        measured('stutterRate', number(actual)),
        { sea: [STUTTER] },
        { 'sea-1': { stutterRate: { value: error } } },
      ),
    ).toMatchObject([{ actual, error, outcome }]),
  );

  it('lets a viewer that certainly fails decide, whatever is uncertain about another', () =>
    expect(
      judgeTake(
        measured('stutterRate', number(0.049), number(0.2)),
        { sea: [STUTTER] },
        { 'sea-1': { stutterRate: { value: 0.01 } }, 'sea-2': { stutterRate: { value: 0.01 } } },
      ),
    ).toMatchObject([{ viewer: 'sea-2', outcome: 'fail' }]));

  it.each([
    ['<', 2, 'fail'],
    ['<=', 2, 'pass'],
    ['>', 2, 'fail'],
    ['>=', 2, 'pass'],
  ] as const)('compares with %s', (comparison, limit, outcome) => {
    const budget: Budget = {
      metric: 'latency',
      statistic: 'p95',
      unit: 'ms',
      ready: { comparison, limit },
      origin: 'scenario',
    };
    expect(judgeTake(measured('latency', LATENCY), { sea: [budget] })).toMatchObject([{ actual: 2, outcome }]);
  });

  // Ready up to 800 ms, warns up to 1000 ms; a buffer that grows adds at most the longest round trip.
  it.each([
    ['latency', true, 100, 800, 'pass'],
    ['latency', false, 200, 800, 'pass'],
    ['latency', false, 201, 800, 'uncertain'],
    ['latency', false, undefined, 100, 'uncertain'],
    ['latency', false, 100, 900, 'warn'],
    ['latency', false, 101, 900, 'uncertain'],
    ['latency', false, 100, 1001, 'fail'],
    ['bufferDelay', false, 300, 800, 'uncertain'],
    ['audioLatency', false, 300, 800, 'pass'],
  ] as const)(
    'of %s, settled (%s), round trips up to %s ms, %d ms is a %s',
    (metric, isSettled, rttMs, value, outcome) => {
      const { viewers } = measured(metric, { type: 'value', unit: 'ms', value });
      const jitterBuffer = { isSettled, reason: isSettled ? 'repaired' : 'too-few-repairs', steps: [] } as const;
      const roundTripTime =
        rttMs === undefined
          ? undefined
          : ({ type: 'distribution', unit: 'ms', count: 9, p50: 50, p95: 60, p99: 70, max: rttMs } as const);
      const budget: Budget = {
        ...{ metric, statistic: 'value', unit: 'ms', origin: 'default' },
        ...{ ready: { comparison: '<=', limit: 800 }, warn: { comparison: '<=', limit: 1000 } },
      };
      const [verdict] = judgeTake(
        {
          seed: 1,
          viewers: viewers.map((one) => ({
            ...one,
            metrics: { ...one.metrics, ...(roundTripTime && { roundTripTime }) },
            jitterBuffer,
          })),
        },
        { sea: [budget] },
      );
      expect(verdict).toMatchObject({ actual: value, outcome });
      expect(verdict?.reason).toBe(outcome === 'uncertain' ? NOT_SETTLED : undefined);
    },
  );

  // Fails above 800 ms; a picture that is ahead of its sound may be held back by as much.
  it.each([
    ['latency', false, 40, 760, 'pass'],
    ['latency', false, 41, 760, 'uncertain'],
    ['latency', true, 41, 760, 'pass'],
    ['latency', false, 41, 801, 'fail'],
    ['bufferDelay', false, 41, 760, 'uncertain'],
    ['audioLatency', false, 41, 760, 'pass'],
  ] as const)(
    'of %s, its picture at rest (%s), %d ms ahead, %d ms is a %s',
    (metric, isAtRest, leadMs, value, outcome) => {
      const { viewers } = measured(metric, { type: 'value', unit: 'ms', value });
      const jitterBuffer = {
        isSettled: true,
        reason: 'loss-free',
        steps: [],
        heldForSound: { isAtRest, leadMs },
      } as const;
      const budget: Budget = {
        ...{ metric, statistic: 'value', unit: 'ms', origin: 'default' },
        ready: { comparison: '<=', limit: 800 },
      };
      const [verdict] = judgeTake(
        { seed: 1, viewers: viewers.map((one) => ({ ...one, jitterBuffer })) },
        { sea: [budget] },
      );
      expect(verdict).toMatchObject({ actual: value, outcome });
      expect(verdict?.reason).toBe(outcome === 'uncertain' ? PICTURE_FOLLOWING : undefined);
    },
  );

  // Ready up to 800 ms. The one who came in mid-show saw 700 ms; its round trips of up to 200 ms would make it fail.
  describe('a newcomer on a lossy line', () => {
    const LIMIT: Budget = {
      ...{ metric: 'latency', statistic: 'p95', unit: 'ms', origin: 'default' },
      ready: { comparison: '<=', limit: 800 },
    };
    const distribution = (p95: number) =>
      ({ type: 'distribution', unit: 'ms', count: 99, p50: p95, p95, p99: p95, max: p95 }) as const;
    const SETTLED: JitterBuffer = { isSettled: true, reason: 'repaired', steps: [] };
    const UNSETTLED: JitterBuffer = { isSettled: false, reason: 'too-few-repairs', steps: [] };
    const viewer = (id: string, p95: number, jitterBuffer: JitterBuffer, fromSecond?: number): ViewerMeasurement => ({
      ...{ viewer: id, region: 'sea', series: {}, jitterBuffer },
      ...(fromSecond !== undefined && { presence: { fromSecond, toSecond: 30 } }),
      metrics: { latency: distribution(p95), roundTripTime: distribution(200) },
    });
    const outcomeOf = (...viewers: ViewerMeasurement[]) => {
      const [verdict] = judgeTake({ seed: 1, viewers }, { sea: [LIMIT] });
      return [verdict?.outcome, verdict?.viewer, verdict?.actual];
    };

    it('voids nothing by staying too short to settle, where others of its region have settled', () => {
      const stays = viewer('sea-1', 750, SETTLED, 0);
      expect(outcomeOf(stays, viewer('sea-2', 700, UNSETTLED, 14))).toEqual(['pass', 'sea-1', 750]);
      // Fails by what it saw, whoever else passes.
      expect(outcomeOf(stays, viewer('sea-2', 801, UNSETTLED, 14))).toEqual(['fail', 'sea-2', 801]);
    });

    it('passes nothing where nobody shows how much settling adds', () => {
      const stays = viewer('sea-1', 500, UNSETTLED);
      const comes = viewer('sea-2', 700, UNSETTLED, 14);
      expect(outcomeOf(stays, comes)).toEqual(['uncertain', 'sea-2', 700]);
      expect(outcomeOf(comes)).toEqual(['uncertain', 'sea-2', 700]);
      // One who was there from the beginning should have settled.
      expect(outcomeOf(viewer('sea-1', 750, SETTLED), viewer('sea-2', 700, UNSETTLED))).toEqual([
        'uncertain',
        'sea-2',
        700,
      ]);
    });

    it('is judged by the seconds after it settled, if there are any, beside its whole stay', () => {
      const lasting = (p95: number): JitterBuffer => {
        const bufferDelay = { type: 'value', unit: 'ms', value: 90 } as const;
        return { ...UNSETTLED, lasting: { fromSecond: 22, latency: distribution(p95), bufferDelay } };
      };
      expect(outcomeOf(viewer('sea-2', 700, lasting(790), 14))).toEqual(['pass', 'sea-2', 790]);
      expect(outcomeOf(viewer('sea-2', 700, lasting(850), 14))).toEqual(['fail', 'sea-2', 850]);
      expect(outcomeOf(viewer('sea-2', 810, lasting(600), 14))).toEqual(['fail', 'sea-2', 810]);
    });

    it('passes nothing where it settled and nothing was measured then', () => {
      const none = { type: 'no-data', unit: 'ms', reason: 'nothing was seen' } as const;
      const unseen = { ...UNSETTLED, lasting: { fromSecond: 22, latency: none, bufferDelay: none } };
      const comes = viewer('sea-2', 700, unseen, 14);
      expect(outcomeOf(viewer('sea-1', 500, UNSETTLED, 0), comes)).toEqual(['uncertain', 'sea-2', 700]);
      expect(outcomeOf(comes)).toEqual(['uncertain', 'sea-2', 700]);
    });
  });

  // Fails above 185 ms. Sound that was early and had to become later may end up so much later.
  it.each([
    ['audioLead', 'following', 140, 200, 'uncertain'],
    ['audioLead', 'following', 140, 150, 'warn'],
    ['audioLead', 'following', 140, 80, 'pass'],
    ['audioLead', 'apart', 300, 200, 'fail'],
    ['audioLead', 'in-step', 40, 200, 'fail'],
    ['audioLag', 'following', -300, 200, 'uncertain'],
    ['audioLatency', 'following', 100, 85, 'pass'],
    ['audioLatency', 'following', 100, 86, 'uncertain'],
    ['audioLatency', 'following', -300, 86, 'pass'],
    ['audioLatency', 'following', 100, 200, 'fail'],
    ['latency', 'following', 100, 86, 'pass'],
  ] as const)('of %s, sound %s at %d ms, %d ms is a %s', (metric, state, openedMs, value, outcome) => {
    const { viewers } = measured(metric, { type: 'value', unit: 'ms', value });
    const budget: Budget = {
      ...{ metric, statistic: 'value', unit: 'ms', origin: 'default' },
      ...{ ready: { comparison: '<=', limit: 90 }, warn: { comparison: '<=', limit: 185 } },
    };
    const soundSync = { state, openedMs, closedMs: 20 };
    const [verdict] = judgeTake({ seed: 1, viewers: viewers.map((one) => ({ ...one, soundSync })) }, { sea: [budget] });
    expect(verdict).toMatchObject({ actual: value, outcome });
    expect(verdict?.reason).toBe(outcome === 'uncertain' ? SOUND_FOLLOWING : undefined);
  });

  it('leaves sound that follows its picture to others, where it is a newcomer’s', () => {
    const budget: Budget = {
      ...{ metric: 'audioLead', statistic: 'value', unit: 'ms', origin: 'default' },
      ready: { comparison: '<=', limit: 90 },
    };
    const viewer = (id: string, value: number, state: SoundSync['state'], fromSecond?: number): ViewerMeasurement => ({
      ...{ viewer: id, region: 'sea', series: {}, soundSync: { state, openedMs: value } },
      ...(fromSecond !== undefined && { presence: { fromSecond, toSecond: 30 } }),
      metrics: { audioLead: { type: 'value', unit: 'ms', value } },
    });
    const outcomeOf = (...viewers: ViewerMeasurement[]) =>
      judgeTake({ seed: 1, viewers }, { sea: [budget] })[0]?.outcome;
    const comes = viewer('sea-2', 116, 'following', 14);
    expect(outcomeOf(viewer('sea-1', 50, 'in-step'), comes)).toBe('pass');
    expect(outcomeOf(viewer('sea-1', 50, 'following'), comes)).toBe('uncertain');
    expect(outcomeOf(viewer('sea-1', 300, 'apart'), comes)).toBe('fail');
    expect(outcomeOf(comes)).toBe('uncertain');
  });

  it('leaves a latency that is still to rise until picture and sound are together to others, where it is a newcomer’s', () => {
    const budget: Budget = {
      ...{ metric: 'latency', statistic: 'value', unit: 'ms', origin: 'default' },
      ready: { comparison: '<=', limit: 800 },
    };
    const viewer = (id: string, isAtRest: boolean, fromSecond?: number): ViewerMeasurement => ({
      ...{ viewer: id, region: 'sea', series: {} },
      jitterBuffer: { isSettled: true, reason: 'loss-free', steps: [], heldForSound: { isAtRest, leadMs: 41 } },
      ...(fromSecond !== undefined && { presence: { fromSecond, toSecond: 30 } }),
      metrics: { latency: { type: 'value', unit: 'ms', value: 760 } },
    });
    const outcomeOf = (...viewers: ViewerMeasurement[]) =>
      judgeTake({ seed: 1, viewers }, { sea: [budget] })[0]?.outcome;
    const comes = viewer('sea-2', false, 14);
    expect(outcomeOf(viewer('sea-1', true), comes)).toBe('pass');
    expect(outcomeOf(viewer('sea-1', false), comes)).toBe('uncertain');
    expect(outcomeOf(comes)).toBe('uncertain');
  });

  it('lets the worst viewer of the region decide, whichever way is worse', () => {
    expect(
      judgeTake(measured('stutterRate', number(0.01), number(0.04), number(0.02)), { sea: [STUTTER] }),
    ).toMatchObject([{ outcome: 'warn', actual: 0.04, viewer: 'sea-2' }]);
    const atLeast: Budget = { ...STUTTER, ready: { comparison: '>=', limit: 0 } };
    expect(judgeTake(measured('stutterRate', number(0.3), number(0.1)), { sea: [atLeast] })).toMatchObject([
      { outcome: 'pass', actual: 0.1, viewer: 'sea-2' },
    ]);
  });

  it('never skips a viewer without data', () =>
    expect(judgeTake(measured('stutterRate', number(0), NO_DATA, number(0.04)), { sea: [STUTTER] })).toMatchObject([
      { outcome: 'no-data', viewer: 'sea-2', reason: 'nothing came' },
    ]));

  it('fails a region for the viewer that fails, even if another has no data', () =>
    expect(judgeTake(measured('stutterRate', NO_DATA, number(0.5)), { sea: [STUTTER] })).toMatchObject([
      { outcome: 'fail', viewer: 'sea-2' },
    ]));

  it.each([
    ['a metric that was not measured', { ...STUTTER, metric: 'clarity' }],
    ['a name every object has', { ...STUTTER, metric: 'constructor' }],
    ['another unit', { ...STUTTER, unit: 'ms' }],
  ] as const)('has no data for %s', (_, budget) =>
    expect(judgeTake(measured('stutterRate', number(0)), { sea: [budget] })).toMatchObject([{ outcome: 'no-data' }]),
  );

  it('has no data for a region without viewers, and for a distribution asked for a single value', () => {
    expect(judgeTake(measured('stutterRate', number(0)), { elsewhere: [STUTTER] })).toMatchObject([
      { region: 'elsewhere', outcome: 'no-data', reason: 'the region has no viewer' },
    ]);
    const budget: Budget = { ...STUTTER, metric: 'latency', unit: 'ms' };
    expect(judgeTake(measured('latency', LATENCY), { sea: [budget] })).toMatchObject([{ outcome: 'no-data' }]);
  });

  it('takes any percentile of one number as that number', () =>
    expect(judgeTake(measured('stutterRate', number(0.01)), { sea: [{ ...STUTTER, statistic: 'p95' }] })).toMatchObject(
      [{ outcome: 'pass', actual: 0.01 }],
    ));
});

describe('the default budgets', () => {
  it('name metrics, statistics and units that exist', () => {
    for (const { metric, statistic, unit } of defaultBudgets) {
      const info = metricInfos().find(({ id }) => id === metric);
      expect(info?.unit).toBe(unit);
      expect(info?.shape).toBe(statistic === 'value' ? 'value' : 'distribution');
    }
  });

  it('pass when all is well', () => {
    const verdicts = judgeTake(measureTake(buildTake()), { 'sea-sg': defaultBudgets });
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(defaultBudgets.map(() => 'pass'));
  });

  it('fail a viewer that never joined, whatever has no data', () => {
    const take = buildTake({
      latencyOf: () => undefined,
      edit: (line) =>
        line.type === 'event' && (line.name === 'joined' || line.name === 'first-frame')
          ? undefined
          : withoutSound(line),
    });
    const verdicts = judgeTake(measureTake(take), { 'sea-sg': defaultBudgets });
    expect(Object.fromEntries(verdicts.map(({ metric, outcome }) => [metric, outcome]))).toEqual({
      joinFailures: 'fail',
      firstFrame: 'no-data',
      latency: 'no-data',
      stutterRate: 'fail',
      frameRate: 'fail',
      audioConcealment: 'fail',
      audioStutterRate: 'fail',
      audioLead: 'no-data',
      audioLag: 'no-data',
    });
  });
});
