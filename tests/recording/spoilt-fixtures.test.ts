import { describe, expect, it } from 'vitest';
import { measureTake } from '../../src/metrics/measure-take.ts';
import { repeatedIntervals, sourceTimeline } from '../../src/metrics/picture/source-timeline.ts';
import type { RecordedTake } from '../../src/model/recording/recorded-take.ts';
import type { MetricValue } from '../../src/model/result/metric.ts';
import { assembleLinks } from '../../src/result/assemble-links.ts';
import { checkValidity } from '../../src/verdict/validity/check-validity.ts';
import { takeOf } from '../build-recording.ts';
import { fixtureLines, withSpoilt } from './insert-spoilt.ts';

/**
 * Tolerances of metrics computed from browsers' totals. Samples of these takes are in the middle of the window's
 * seconds, so each cut touches two steps between samples, and it is unknown what was counted where: these metrics cover
 * one second less per cut, at most two of 6 s. All other metrics must not differ at all.
 */
const FROM_TOTALS: Readonly<Record<string, number>> = {
  videoBitrate: 6000,
  audioBitrate: 1000,
  clarityPerBit: 0.15,
  decodeTime: 0.15,
  bufferDelay: 8,
  lipSyncHold: 8,
  packetLoss: 0.02,
  audioConcealment: 0.015,
  audioScore: 0.12,
  roundTripTime: 6,
  frameLoss: 0.012,
  networkFrameLoss: 0.012,
  publisherFrameSkips: 0.05,
};
/**
 * Tolerance on the narrow link, where frames wait from 0.1 s to more than 1 s, differently each second: unknown seconds
 * weigh more.
 */
const BUFFER_DELAY_NARROW_MS = 150;
/** Counts of judged frames, which exclude frames generated in an unknown step. */
const JUDGED_FRAME_COUNTS = [
  'framesMade',
  'framesEncoded',
  'framesSent',
  'framesAtOrigin',
  'framesSeen',
  'framesMissed',
];

const CASES = ['clean', 'lossy', 'narrow'].flatMap((name) =>
  [[0], [2], [5], [1, 2], [2, 5], [3, 6], [0, 7]].map((seconds) => ({ name, seconds })),
);

describe.each(CASES)('the take "$name" with seconds $seconds spoilt', ({ name, seconds }) => {
  const lines = fixtureLines(name);
  const [whole, joined] = [takeOf(lines), withSpoilt(lines, seconds)];
  const [expected, got] = [whole, joined].map((take) => measureTake(take).viewers[0]) as [Measured, Measured];

  it('has the same metrics as without them', () => {
    for (const [id, value] of Object.entries(expected.metrics)) {
      const found = got.metrics[id];
      if (JUDGED_FRAME_COUNTS.includes(id)) expectFewer(found, value, 30 * seconds.length);
      else if (id === 'bufferDelay' && name === 'narrow') expectNear(id, found, value, BUFFER_DELAY_NARROW_MS);
      else if (id in FROM_TOTALS) expectNear(id, found, value, FROM_TOTALS[id] ?? 0);
      else expect({ id, value: found }).toEqual({ id, value: nearly(value) });
    }
  });

  it('has the same series as without them, except in unknown seconds', () => {
    for (const [id, points] of Object.entries(expected.series))
      if (!(id in FROM_TOTALS)) expect({ id, points: got.series[id] }).toEqual({ id, points: nearly(points) });
      else expect(got.series[id]?.length).toBe(points.length);
  });

  it('has the same validity, links and source timeline as without them', () => {
    expect(checkValidity(joined)).toEqual(checkValidity(whole));
    expect(assembleLinks(joined, 600)).toEqual(nearly(assembleLinks(whole, 600)));
    expect(timelineOf(joined)).toEqual(timelineOf(whole));
    expect(joined.window).toMatchObject({ ...whole.window, spoiltSeconds: seconds });
  });
});

it('a take without losses stays without losses, whatever was lost in a cut', () => {
  for (const seconds of [[2], [1, 2], [2, 5]]) {
    const metrics = measureTake(withSpoilt(fixtureLines('clean'), seconds)).viewers[0]?.metrics;
    for (const id of ['packetLoss', 'audioConcealment', 'frameLoss', 'networkFrameLoss', 'firstMileFrameLoss'])
      expect({ id, value: metrics?.[id] }).toMatchObject({ id, value: { value: 0 } });
  }
});

type Measured = ReturnType<typeof measureTake>['viewers'][number];

function timelineOf(take: RecordedTake) {
  return sourceTimeline(take, take.viewers.flatMap(repeatedIntervals));
}

function expectNear(id: string, found: MetricValue | undefined, value: MetricValue, by: number): void {
  expect({ id, type: found?.type }).toEqual({ id, type: value.type });
  const of = (each: MetricValue | undefined) =>
    each?.type === 'value' ? each.value : each?.type === 'distribution' ? each.p50 : 0;
  expect(Math.abs(of(found) - of(value)), id).toBeLessThanOrEqual(by);
}

function expectFewer(found: MetricValue | undefined, value: MetricValue, most: number): void {
  if (found?.type !== 'value' || value.type !== 'value') throw new Error('no value');
  expect(found.value).toBeLessThanOrEqual(value.value);
  expect(found.value).toBeGreaterThanOrEqual(value.value - most);
}

/** Allows for the resolution of a wall time in ms, a quarter of a microsecond. */
function nearly(value: unknown): unknown {
  if (typeof value === 'number') return expect.closeTo(value, 3);
  if (Array.isArray(value)) return value.map(nearly);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, nearly(each)]));
}
