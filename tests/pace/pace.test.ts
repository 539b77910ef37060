import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { Pace } from '../../src/pace/pace.ts';
import type { VirtualClock } from '../../src/time/virtual-clock.ts';
import { buildLines, takeOf } from '../build-recording.ts';

const { take } = takeOf(buildLines()).header;

/** Creates a clock that records what it is told. */
function clockDouble() {
  const factors: number[] = [];
  const falls: boolean[] = [];
  const clock: VirtualClock = {
    read: () => ({ factor: factors.at(-1) ?? 1, realMs: 0, virtualMs: 0, realWallMs: 0, stoodStillMs: 0 }),
    setFactor: (factor) => void factors.push(factor),
    letFall: (mayFall) => void falls.push(mayFall),
  };
  return { clock, factors, falls };
}

const links = (latenessP99Ms: number): RecordLine => ({
  ...{ type: 'links', atMs: 1, links: [] },
  shaper: { packets: 9, latenessP99Ms, unaskedDrops: 0, unroutable: 0 },
});
const host = (busyFraction: number, runnerLoopP99Ms = 0): RecordLine => ({
  ...{ type: 'host', atMs: 1, busyFraction, runnerLoopP99Ms },
});

describe('the pace of a take', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('begins at the first factor, and rises for a late network before anyone has published', () => {
    const { clock, factors } = clockDouble();
    const pace = new Pace(take, { clock, asked: 'auto', first: 1.5 });
    pace.begin();
    pace.observe(host(1, 400));
    pace.observe(links(10));
    pace.observe(host(1));
    expect(factors).toEqual([1.5, 3]);
  });

  it('falls in steps of a fifth, each after all waits have reread the page, until the window opens', () => {
    const { clock, factors, falls } = clockDouble();
    const pace = new Pace(take, { clock, asked: 'auto', first: 8 });
    const notified: number[] = [];
    pace.onChange((factor) => notified.push(factor));
    pace.begin();
    pace.steer();
    for (let second = 0; second < 2; second++) pace.observe(host(0.3));
    expect(factors).toEqual([8]);
    vi.advanceTimersByTime(16);
    expect(factors).toEqual([8, 6.4]);
    vi.advanceTimersByTime(25);
    expect(factors.at(-1)).toBeCloseTo(5.12, 9);
    pace.hold();
    vi.advanceTimersByTime(1000);
    expect(factors).toHaveLength(3);
    expect(notified).toEqual(factors);
    expect(falls).toEqual([true, false]);
  });

  it('rises in the window, never falls there, and counts consecutive good seconds', () => {
    const { clock, factors } = clockDouble();
    const pace = new Pace(take, { clock, asked: 'auto', first: 2 });
    pace.begin();
    pace.steer();
    pace.hold();
    for (let second = 0; second < 5; second++) pace.observe(host(0.1));
    vi.advanceTimersByTime(1000);
    expect(pace.goodSeconds).toBe(5);
    pace.observe(links(40));
    pace.observe(host(1));
    expect(pace.goodSeconds).toBe(0);
    expect(factors).toEqual([2, 4]);
  });

  it('tells with a rise what was late', () => {
    const pace = new Pace(take, { clock: clockDouble().clock, asked: 'auto', first: 2 });
    const told: [number, string?][] = [];
    pace.onChange((factor, why) => told.push(why === undefined ? [factor] : [factor, why]));
    pace.begin();
    pace.observe(links(40));
    pace.observe(host(1));
    expect(told).toEqual([[2], [4, 'shaper']]);
  });

  it('keeps a fixed factor whatever is late, and is 1 at the end', () => {
    const { clock, factors } = clockDouble();
    const pace = new Pace(take, { clock, asked: 4, first: 1 });
    pace.begin();
    pace.steer();
    for (let second = 0; second < 4; second++) {
      pace.observe(links(40));
      pace.observe(host(1));
    }
    pace.end();
    expect(factors).toEqual([4, 1]);
  });

  it('is 1 in real time, and reports no factors', () => {
    const pace = new Pace(take, { clock: undefined, asked: 'auto', first: 3 });
    pace.begin();
    pace.observe(links(40));
    pace.observe(host(1));
    expect(pace.factor).toBe(1);
    expect(pace.takeSecond()).toEqual({});
  });
});
