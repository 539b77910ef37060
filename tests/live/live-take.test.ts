import { describe, expect, it } from 'vitest';
import { type LivePoint, SHOWN_METRICS } from '../../src/live/live-message.ts';
import { LiveTake } from '../../src/live/live-take.ts';
import { RUNNING_METRICS } from '../../src/live/measure/running-metrics.ts';
import { measureTake } from '../../src/metrics/measure-take.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import type { Budget } from '../../src/model/scenario/budget.ts';
import { judgeTake } from '../../src/verdict/judge-take.ts';
import { buildLines, takeOf, WINDOW_MS } from '../build-recording.ts';
import { fixtureLines } from './read-lines.ts';

function follow(lines: readonly RecordLine[]) {
  const [header] = lines;
  if (header?.type !== 'header') throw new Error('a recording begins with its header');
  const live = new LiveTake(header);
  const points: LivePoint[] = [];
  for (const line of lines.toSorted((a, b) => a.atMs - b.atMs)) points.push(...live.add(line));
  return { live, points };
}

describe('a live take', () => {
  it.each(['clean', 'lossy', 'narrow'])('%s: its seconds are the report’s own, and so is their sum', (name) => {
    const lines = fixtureLines(name);
    const { live, points } = follow(lines);
    const report = measureTake(takeOf(lines)).viewers[0];
    const running = live.measurement()?.viewers[0];
    if (report === undefined || running === undefined) throw new Error('one viewer');
    expect(points.map(({ second }) => second)).toEqual(report.series.frameRate?.map(({ second }) => second));
    for (const [place, metric] of SHOWN_METRICS.entries())
      for (const { second, value } of report.series[metric] ?? []) {
        const shown = points[second]?.regions[0]?.figures[place];
        if (value === undefined) expect(shown, `${metric} ${second}`).toBeNull();
        // Told in four digits, which is less than half a thousandth off.
        else
          expect(Math.abs((shown?.[1] ?? Number.NaN) - value), `${metric} ${second}`).toBeLessThanOrEqual(value * 5e-4);
      }
    // One by one over a whole window or second by second: the edges of browsers' counters differ by part of a second.
    for (const { metric } of RUNNING_METRICS) {
      const [whole, soFar] = [report.metrics[metric.id], running.metrics[metric.id]];
      expect(soFar?.type, metric.id).toBe(whole?.type);
      if (whole?.type === 'value' && soFar?.type === 'value')
        expect(Math.abs(soFar.value - whole.value), metric.id).toBeLessThanOrEqual(0.003 + 0.04 * whole.value);
      if (whole?.type === 'distribution' && soFar?.type === 'distribution')
        for (const statistic of ['p50', 'p95', 'max'] as const)
          expect(Math.abs(soFar[statistic] - whole[statistic]), `${metric.id} ${statistic}`).toBeLessThanOrEqual(1.5);
    }
    for (const metric of ['joinFailures', 'joinTime', 'firstFrame'])
      expect(running.metrics[metric]).toEqual(report.metrics[metric]);
    const outcomes = judgeTake(measureTake(takeOf(lines)), live.header.take.scenario.budgets);
    for (const verdict of live.verdicts().filter(({ outcome }) => outcome !== 'later'))
      expect(verdict.outcome, verdict.metric).toBe(outcomes.find(({ metric }) => metric === verdict.metric)?.outcome);
  });

  it('tells of viewers who come and go in mid-show only while they are there', () => {
    const viewers = [
      { id: 'sea-sg-1', region: 'sea-sg', leavesAtMs: 4300 },
      { id: 'sea-sg-2', region: 'sea-sg', joinsAtMs: 4500 },
    ];
    const isThere = (at: number, viewer: string) => (viewer === 'sea-sg-1' ? at < 4200 : at >= 5440);
    const edit = (line: RecordLine): RecordLine => {
      if (line.type !== 'event' || line.source !== 'sea-sg-2') return line;
      return { ...line, atMs: WINDOW_MS + (line.name === 'first-frame' ? 5540 : 4500) };
    };
    const latencyOf = (at: number, viewer: string) => (isThere(at, viewer) ? 100 : undefined);
    const lines = buildLines({ seconds: 10, viewers, latencyOf, edit });
    const left = { type: 'event', atMs: WINDOW_MS + 4300, source: 'sea-sg-1', name: 'left' } as const;
    const { points, live } = follow([...lines, left]);
    const stutter = points.map(({ regions }) => regions[0]?.figures[0]?.[1]);
    expect(stutter).toEqual([0, 0, 0, 0, undefined, undefined, 0, 0, 0, 0]);
    expect(points.map(({ regions }) => regions[0]?.silent)).toEqual(points.map(() => 0));
    for (const { metrics } of live.measurement()?.viewers ?? [])
      expect(metrics.stutterRate).toMatchObject({ type: 'value', value: 0 });
  });

  it('misses nothing of a viewer who is still to come', () => {
    const viewers = [
      { id: 'sea-sg-1', region: 'sea-sg' },
      { id: 'sea-sg-2', region: 'sea-sg', joinsAtMs: 14_500 },
    ];
    const edit = (line: RecordLine) =>
      line.type === 'event' && line.source === 'sea-sg-2' ? { ...line, atMs: WINDOW_MS + 14_500 } : line;
    const latencyOf = (at: number, viewer: string) => (viewer === 'sea-sg-1' || at >= 14_600 ? 100 : undefined);
    const lines = buildLines({ seconds: 20, viewers, latencyOf, edit, budgets: STUTTER_BUDGET });
    const early = follow(lines.filter(({ atMs }) => atMs < WINDOW_MS + 10_000)).live;
    expect(early.verdicts().map(({ outcome, viewer }) => [outcome, viewer])).toEqual([['pass', 'sea-sg-1']]);
    const late = follow(lines).live;
    expect(late.verdicts().map(({ outcome }) => outcome)).toEqual(['pass']);
    expect(late.measurement()?.viewers.map(({ viewer }) => viewer)).toEqual(['sea-sg-1', 'sea-sg-2']);
  });

  it('tells a stutter in the second it began in, though only the next one shows that it is one', () => {
    // No frame made from 4.8 s to 5.6 s: seen 100 ms later, the picture stands from 4.86 s (the frame of 4.76 s) to 5.7 s.
    const isMade = (at: number) => at < 4800 || at >= 5600;
    const { points, live } = follow(buildLines({ seconds: 10, isMade }));
    const stutter = points.map(({ regions }) => regions[0]?.figures[0]?.[1]);
    expect(stutter).toEqual([0, 0, 0, 0, 0.14, 0.7, 0, 0, 0, 0]);
    const soFar = live.measurement()?.viewers[0]?.metrics.stutterRate;
    expect(soFar?.type === 'value' && soFar.value).toBeCloseTo(0.084, 10);
  });

  it('knows nothing of a second that a viewer has not told of, and passes nothing on it', () => {
    const edit = (line: RecordLine) =>
      'viewer' in line && line.viewer === 'sea-sg-1' && line.atMs > WINDOW_MS + 3000 ? undefined : line;
    const { points, live } = follow(buildLines({ seconds: 10, edit, budgets: STUTTER_BUDGET }));
    expect(points[1]?.regions[0]?.silent).toBe(0);
    expect(points[5]?.regions[0]?.silent).toBe(1);
    expect(points[5]?.regions[0]?.figures[0]).toBeNull();
    expect(live.verdicts().map(({ outcome, actual }) => [outcome, actual])).toEqual([
      ['no-data', { en: 'no data', zh: '无数据' }],
    ]);
  });

  it('takes a picture that is shown again for no new one, however long it stands: a decoder that stalled is not live', () => {
    const edit = (line: RecordLine): RecordLine => {
      if (line.type !== 'frames-seen' || line.atMs < WINDOW_MS + 5500) return line;
      return { ...line, frame: line.frame.map(() => STILL) };
    };
    const { points, live } = follow(buildLines({ seconds: 30, edit }));
    const [stutter, latency] = (['stutterRate', 'latency'] as const).map((metric) =>
      points.map(({ regions }) => regions[0]?.figures[SHOWN_METRICS.indexOf(metric)]?.[1]),
    );
    expect(stutter?.slice(8)).toEqual(Array.from({ length: 22 }, () => 1));
    expect(latency?.slice(8)).toEqual(Array.from({ length: 22 }, () => undefined));
    const frameRate = live.measurement()?.viewers[0]?.metrics.frameRate;
    expect(frameRate?.type === 'value' && frameRate.value).toBeLessThan(7);
  });

  it('tells nothing before the window opens', () => {
    const { points, live } = follow(buildLines({ edit: (line) => (line.type === 'window' ? undefined : line) }));
    expect(points).toEqual([]);
    expect(live.verdicts()).toEqual([]);
  });
});

/** Number of a frame that a stalled source shows again and again. */
const STILL = 100_000;

const STUTTER_BUDGET: readonly Budget[] = [
  {
    ...{ metric: 'stutterRate', statistic: 'value', unit: 'fraction', origin: 'default' },
    ready: { comparison: '<=', limit: 0.03 },
  },
];
