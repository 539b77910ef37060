import { describe, expect, it } from 'vitest';
import { freezeLengths } from '../../../src/metrics/freezes/freeze-lengths.ts';
import { goodMinutes } from '../../../src/metrics/freezes/good-minutes.ts';
import { longestFreeze } from '../../../src/metrics/freezes/longest-freeze.ts';
import { buildTake, LATENCY_MS, type RecordingOptions, viewerOf } from '../../build-recording.ts';
import { measureNumber } from '../measure.ts';

/** Options under which frames made in these intervals (ms) are never seen. */
const without = (...gaps: readonly (readonly [number, number])[]): RecordingOptions => ({
  latencyOf: (at) => (gaps.some(([from, to]) => at > from && at < to) ? undefined : LATENCY_MS),
});

describe('longestFreeze', () => {
  it('is the longest freeze at its full length, also where the window ends within it', () => {
    expect(measureNumber(longestFreeze, {})).toBe(0);
    expect(measureNumber(longestFreeze, without([4000, 4400], [10_000, 11_200]))).toBe(1200);
    expect(measureNumber(longestFreeze, without([-2000, 400], [10_000, 11_200]))).toBe(2400);
    expect(measureNumber(longestFreeze, without([29_600, 30_400]))).toBe(800);
  });

  it('lasts from the window’s start to the viewer’s last sample where nothing was ever seen', () =>
    expect(measureNumber(longestFreeze, { latencyOf: () => undefined })).toBe(31_000));
});

describe('freezes by length', () => {
  it('are counted in the bucket of their length', () => {
    const take = buildTake(without([2000, 2200], [4000, 4400], [6000, 6440], [10_000, 11_200], [15_000, 26_000]));
    expect(freezeLengths(viewerOf(take), take)).toEqual([1, 2, 0, 1, 0, 0, 1]);
  });
});

describe('goodMinutes', () => {
  it('counts the minutes in which neither picture nor sound stuttered beyond its limit', () => {
    const seconds = 180;
    expect(measureNumber(goodMinutes, { seconds })).toBe(1);
    // In the second minute, 1.72 s are 2.9 % and 1.88 s are 3.1 %.
    expect(measureNumber(goodMinutes, { seconds, ...without([70_000, 71_720]) })).toBe(1);
    expect(measureNumber(goodMinutes, { seconds, ...without([70_000, 71_880]) })).toBe(2 / 3);
    expect(measureNumber(goodMinutes, { seconds, silences: [[130_000, 131_300]] })).toBe(2 / 3);
    expect(measureNumber(goodMinutes, { seconds, latencyOf: () => undefined })).toBe(0);
  });

  it('adds a remainder of under half a minute to the last minute, and counts a short window as one', () => {
    expect(measureNumber(goodMinutes, { seconds: 85, ...without([80_000, 84_000]) })).toBe(0);
    expect(measureNumber(goodMinutes, { seconds: 100, ...without([80_000, 84_000]) })).toBe(1 / 2);
    expect(measureNumber(goodMinutes, { seconds: 20, ...without([10_000, 12_000]) })).toBe(0);
  });
});
