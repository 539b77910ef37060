import { describe, expect, it } from 'vitest';
import { FrameIntervals } from '../../../src/browser/source/frame-intervals.ts';

const rateOf = (timesS: readonly number[]) => {
  const intervals = new FrameIntervals();
  for (const timeS of timesS) intervals.add(timeS);
  return intervals.frameRate;
};
const times = (fps: number, count: number) => Array.from({ length: count }, (_, n) => n / fps);

describe('FrameIntervals', () => {
  it.each([15, 24_000 / 1001, 29.97, 60])('knows a rate of %d', (fps) => {
    expect(rateOf(times(fps, 60))).toBeCloseTo(fps, 6);
  });

  it('knows it although the clip begins again, and most pictures are not shown in time', () => {
    expect(rateOf([...times(25, 20), ...times(25, 20)])).toBeCloseTo(25, 6);
    expect(rateOf(times(30, 90).filter((_, n) => n % 5 < 2 || n % 7 === 0))).toBeCloseTo(30, 6);
  });

  it('says nothing of too few pictures', () => {
    expect(rateOf([])).toBeUndefined();
    expect(rateOf(times(30, 6))).toBeUndefined();
  });
});
