import { describe, expect, it } from 'vitest';
import { measureTake } from '../../src/metrics/measure-take.ts';
import { metricInfos } from '../../src/metrics/registry.ts';
import { resultSchema } from '../../src/model/result/schema/result-schema.ts';
import type { Budget } from '../../src/model/scenario/budget.ts';
import { assembleLinks } from '../../src/result/assemble-links.ts';
import { assembleResult } from '../../src/result/assemble-result.ts';
import { judgeTake } from '../../src/verdict/judge-take.ts';
import { estimateHostErrors } from '../../src/verdict/uncertainty/host-errors.ts';
import { checkValidity } from '../../src/verdict/validity/check-validity.ts';
import { buildTake, type RecordingOptions, WINDOW_MS } from '../build-recording.ts';

const STUTTER: Budget = {
  metric: 'stutterRate',
  statistic: 'value',
  unit: 'fraction',
  ready: { comparison: '<=', limit: 0.03 },
  origin: 'scenario',
};

function judged(options: RecordingOptions = {}) {
  const recorded = buildTake({ budgets: [STUTTER], seconds: 20, ...options });
  const measurement = measureTake(recorded);
  const errors = estimateHostErrors(recorded);
  const verdicts = judgeTake(measurement, recorded.header.take.scenario.budgets, errors);
  const links = assembleLinks(recorded, 600);
  return {
    file: 'recordings/a.ndjson',
    recorded,
    measurement,
    errors,
    validity: checkValidity(recorded),
    verdicts,
    links,
  };
}

describe('assembleResult', () => {
  it('is ready when every budget is met, and keeps to the schema of result.json', () => {
    const result = assembleResult([judged()], metricInfos());
    expect(result.outcome).toBe('ready');
    expect(result.invalidReasons).toEqual([]);
    expect(result.takes[0]?.host).toHaveLength(20);
    expect(() => resultSchema.parse(JSON.parse(JSON.stringify(result)))).not.toThrow();
  });

  it('tells the pace of the window, without time the clock stood still, and none for a take in real time', () => {
    const edit: RecordingOptions['edit'] = (line) => {
      if (line.type !== 'host') return line;
      const second = (line.atMs - WINDOW_MS) / 1000;
      // The pace outside the window does not count.
      if (second < 1 || second > 20) return { ...line, timeDilationFactor: 9 };
      const clockStoodStillMs = second === 5 ? 3000 : 0;
      return { ...line, timeDilationFactor: (second <= 10 ? 1.5 : 2) + clockStoodStillMs / 1000, clockStoodStillMs };
    };
    const [take] = assembleResult([judged({ edit })], metricInfos()).takes;
    expect(take?.pace).toEqual({
      ...{ meanFactor: (10 * 1.5 + 3 + 10 * 2) / 20, leastFactor: 1.5, mostFactor: 2 },
      ...{ stoodStillMs: 3000, replacedSeconds: 0, playedMs: 38_000 },
    });
    expect(take?.host.filter(({ clockStoodStillMs }) => clockStoodStillMs !== undefined)).toMatchObject([
      { second: 4, timeDilationFactor: 4.5, clockStoodStillMs: 3000 },
    ]);
    expect(assembleResult([judged()], metricInfos()).takes[0]).not.toHaveProperty('pace');
  });

  it('keeps the airtime and the local times that it made', () => {
    const take = judged();
    const { header } = take.recorded;
    const { scenario } = header.take;
    const local = { zone: 'Asia/Jakarta', localTime: '2026-11-27T19:00+07:00' };
    const regions = scenario.regions.map((region) => ({ ...region, ...local }));
    const aired = { ...scenario, airtime: '2026-11-27T20:00+08:00', regions };
    const recorded = { ...take.recorded, header: { ...header, take: { ...header.take, scenario: aired } } };
    const written = resultSchema.parse(
      JSON.parse(JSON.stringify(assembleResult([{ ...take, recorded }], metricInfos()))),
    );
    expect(written.scenario.airtime).toBe('2026-11-27T20:00+08:00');
    for (const region of written.scenario.regions) expect(region).toMatchObject(local);
    expect(assembleResult([judged()], metricInfos()).scenario).not.toHaveProperty('airtime');
  });

  it('keeps events and backend details, and neither where a recording has none', () => {
    const take = judged();
    const { header, environment } = take.recorded;
    const event = { name: 'route flap', region: 'sea-sg', directions: ['out'] as const, fromMs: 0, toMs: 1000 };
    const events = [{ ...event, extraDelayMs: 80, lossFraction: 0, blackout: false }];
    const scenario = { ...header.take.scenario, events };
    const recorded = { ...take.recorded, header: { ...header, take: { ...header.take, scenario } } };
    expect(assembleResult([{ ...take, recorded }], metricInfos()).scenario.events).toEqual(events);
    const plain = assembleResult([take], metricInfos());
    expect(plain.scenario).not.toHaveProperty('events');
    expect(plain.takes[0]?.network.detail).toEqual(environment?.backend.detail);
  });

  it('is not ready when one viewer stands still, though the recording is valid', () => {
    const dark = judged({ latencyOf: (madeAt) => (madeAt > 8000 && madeAt < 12_000 ? undefined : 100) });
    const result = assembleResult([judged(), dark], metricInfos());
    expect(result.outcome).toBe('not-ready');
    expect(result.takes.map(({ outcome }) => outcome)).toEqual(['ready', 'not-ready']);
    expect(result.verdicts[0]?.outcome).toBe('fail');
  });

  it('gives the reason when it is invalid', () => {
    const cut = judged({ edit: (line) => (line.type === 'end' ? undefined : line) });
    const result = assembleResult([cut], metricInfos());
    expect(result.outcome).toBe('invalid');
    expect(result.invalidReasons.map(({ signal }) => signal)).toContain('recording-cut-short');
  });

  it('says so when a budget has no data, instead of passing', () => {
    const roundTrip: Budget = {
      ...STUTTER,
      metric: 'roundTripTime',
      statistic: 'p95',
      unit: 'ms',
      ready: { comparison: '<=', limit: 300 },
    };
    const silent = judged({
      budgets: [roundTrip],
      edit: (line) =>
        line.type === 'stats' && line.participant !== 'publisher'
          ? { ...line, reports: line.reports.filter(({ type }) => type !== 'candidate-pair') }
          : line,
    });
    const result = assembleResult([silent], metricInfos());
    expect(result.outcome).toBe('invalid');
    expect(result.takes[0]?.invalidReasons.map(({ signal }) => signal)).toEqual(['no-data']);
  });

  it('judges the broadcast itself, and compares each variant with it', () => {
    const played = (seed: number, variant: string, options: RecordingOptions = {}) => {
      const take = judged(options);
      const { header } = take.recorded;
      const { scenario } = header.take;
      const compared = { ...scenario, variants: [{ name: 'low', broadcast: scenario.broadcast }] };
      const recorded = {
        ...take.recorded,
        header: { ...header, take: { ...header.take, seed, variant, scenario: compared } },
      };
      return { ...take, recorded, measurement: { ...take.measurement, seed } };
    };
    const dark = { latencyOf: (madeAt: number) => (madeAt > 8000 && madeAt < 12_000 ? undefined : 100) };
    const seeds = [1, 2, 3, 4, 5];
    const takes = seeds.flatMap((seed) => [played(seed, 'base'), played(seed, 'low', dark)]);
    const result = assembleResult(takes, metricInfos());
    expect(result.outcome).toBe('ready');
    expect(result.takes.map(({ variant, outcome }) => `${variant} ${outcome}`).slice(0, 2)).toEqual([
      'base ready',
      'low not-ready',
    ]);
    expect(result.comparisons).toHaveLength(1);
    expect(result.comparisons?.[0]).toMatchObject({ outcome: 'regressed', pairedSeeds: seeds, dropped: [] });
    expect(() => resultSchema.parse(JSON.parse(JSON.stringify(result)))).not.toThrow();
  });
});
