import { describe, expect, it } from 'vitest';
import { measureTake } from '../../src/metrics/measure-take.ts';
import type { Metric } from '../../src/metrics/metric.ts';
import { METRICS, metricInfos } from '../../src/metrics/registry.ts';
import { marginOf } from '../../src/verdict/compare/margins.ts';
import { buildTake } from '../build-recording.ts';

/** Metrics that only limited devices, or streams in several layers, have. */
const NOT_HERE = ['deviceThrottled', 'cpuWorth', 'layerSwitches', 'downlinkEstimate', 'stereoShare', 'audioCopiesUsed'];

describe('the registry of metrics', () => {
  it('knows each metric by its own id', () =>
    expect(Object.entries(METRICS).map(([key, { id }]) => [key, id])).toEqual(
      Object.keys(METRICS).map((key) => [key, key]),
    ));

  it('tells what each metric is as plain data, in both languages', () => {
    const infos = metricInfos();
    expect(infos).toHaveLength(Object.keys(METRICS).length);
    for (const info of infos) {
      expect(structuredClone(info)).toEqual(info);
      expect([info.label, info.labelZh, info.definition, info.source].every((text) => text.length > 0)).toBe(true);
    }
  });
});

it('has a margin for every metric that is to be judged by its unit’s', () => {
  const byUnit = Object.values<Metric>(METRICS).filter(({ margin }) => margin === 'by-unit');
  expect(byUnit.filter((metric) => marginOf(metric) === undefined)).toEqual([]);
});

it('knows how strain moves every number that has a limit by default: no strained machine could pass it else', () => {
  const limited = Object.values<Metric>(METRICS).filter(({ defaultBudget }) => defaultBudget !== 'none');
  expect(limited.filter(({ errorLaw }) => errorLaw === 'unknown').map(({ id }) => id)).toEqual([]);
});

it('ranks what viewers notice most, each place once', () => {
  const places = Object.values<Metric>(METRICS).flatMap(({ prominence }) =>
    prominence === 'ordinary' ? [] : prominence,
  );
  expect(places.toSorted((a, b) => a - b)).toEqual(places.map((_, i) => i + 1));
});

describe('measureTake', () => {
  it('measures every metric of every planned viewer in the unit and shape it promises', () => {
    const viewers = [
      { id: 'sea-sg-1', region: 'sea-sg' },
      { id: 'sea-id-1', region: 'sea-id' },
    ];
    // A blackout, or there would be nothing to recover from.
    const measurement = measureTake(
      buildTake({ viewers, stamps: true, access: { blackouts: [{ fromMs: 5000, toMs: 5040 }] } }),
    );
    expect(measurement.seed).toBe(1);
    expect(measurement.viewers.map(({ viewer, region }) => [viewer, region])).toEqual([
      ['sea-sg-1', 'sea-sg'],
      ['sea-id-1', 'sea-id'],
    ]);
    for (const { metrics, series } of measurement.viewers) {
      // Only a viewer on a limited device has that one.
      for (const { id, unit, shape } of metricInfos())
        expect(metrics[id]).toMatchObject({ type: NOT_HERE.includes(id) ? 'no-data' : shape, unit });
      for (const points of Object.values(series)) expect(points).toHaveLength(30);
    }
  });

  it('gives no-data or the worst, and never throws, when only the header was written', () => {
    const take = buildTake({ edit: (line) => (line.type === 'header' ? line : undefined) });
    const [viewer] = measureTake(take).viewers;
    expect(Object.values(viewer?.metrics ?? {}).map(({ type }) => type)).toEqual(metricInfos().map(() => 'no-data'));
  });
});
