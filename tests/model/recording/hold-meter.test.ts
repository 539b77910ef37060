import { describe, expect, it } from 'vitest';
import { HoldMeter } from '../../../src/model/recording/hold-meter.ts';
import type { StatsReport } from '../../../src/model/recording/w3c-stats.ts';

const FPS = 30;
/** Delay that the network alone asks of the jitter buffer, ms. */
const LEAST_MS = 25;
/** Lead that libwebrtc counts beyond what the browser’s estimates tell, ms: measured. */
const UNTOLD_MS = 13;

interface Second {
  /** Lead of the picture by the browser's estimates, and hold, ms. */
  readonly leadMs: number;
  readonly holdMs: number;
}

/** Plays libwebrtc's StreamSynchronization::ComputeDelays, once a second, on a picture that is ahead of its sound by so much. */
function synchronized(leadMs: number, seconds = 90): Second[] {
  let [extraMs, averageMs] = [0, 0];
  return Array.from({ length: seconds }, () => {
    const holdMs = Math.max(0, extraMs - LEAST_MS);
    const told = { leadMs: leadMs - holdMs, holdMs };
    averageMs = (3 * averageMs + told.leadMs + UNTOLD_MS) / 4;
    if (averageMs >= 30) {
      extraMs += Math.min(80, averageMs / 2);
      averageMs = 0;
    }
    return told;
  });
}

interface Options {
  readonly hasSound?: boolean;
  readonly tellsLeast?: boolean;
}

/** Adds a second each to a meter; returns what it says after each. */
function follow(course: readonly Second[], { hasSound = true, tellsLeast = true }: Options = {}) {
  const meter = new HoldMeter();
  let [targetS, leastS] = [0, 0];
  return course.map(({ leadMs, holdMs }, second) => {
    const atMs = second * 1000;
    targetS += (FPS * (LEAST_MS + holdMs)) / 1000;
    leastS += (FPS * LEAST_MS) / 1000;
    const video: StatsReport = {
      ...{ type: 'inbound-rtp', kind: 'video', id: 'V', timestamp: atMs, jitterBufferEmittedCount: FPS * (second + 1) },
      ...{ jitterBufferTargetDelay: targetS, estimatedPlayoutTimestamp: atMs + leadMs },
      ...(tellsLeast && { jitterBufferMinimumDelay: leastS }),
    };
    const audio: StatsReport = {
      ...{ type: 'inbound-rtp', kind: 'audio', id: 'A', timestamp: atMs, estimatedPlayoutTimestamp: atMs },
    };
    meter.add(atMs, hasSound ? [audio, video] : [video]);
    return { isAtRest: meter.isAtRest(atMs), leadMs: meter.leadAt(atMs) };
  });
}

describe('a picture held back for its sound', () => {
  it.each([0, 10, 17, 18, 20, 25, 30, 40, 55, 80, 120])(
    'is at rest after its last step, and not before: %i ms ahead',
    (leadMs) => {
      const course = synchronized(leadMs);
      const told = follow(course);
      const lastStep = course.findLastIndex(({ holdMs }, second) => holdMs !== (course[second - 1]?.holdMs ?? 0));
      const rested = told.findIndex(({ isAtRest }) => isAtRest === true);
      expect(rested).toBeGreaterThan(lastStep);
      // Three samples have to tell; where only the time without a step does, that is 24 s.
      expect(rested - Math.max(0, lastStep)).toBeLessThanOrEqual(25);
      expect(told.slice(rested).every(({ isAtRest }) => isAtRest)).toBe(true);
    },
  );

  it('is told at once where its sound is the earlier', () => {
    const told = follow(synchronized(-60, 5));
    expect(told.map(({ isAtRest }) => isAtRest)).toEqual([undefined, undefined, true, true, true]);
    expect(told.at(-1)?.leadMs).toBeCloseTo(-60, 6);
  });

  it('is not known without sound, nor where the browser does not tell the least delay', () => {
    const course = synchronized(40, 20);
    const silent = follow(course, { hasSound: false }).at(-1);
    expect([silent?.isAtRest, silent?.leadMs]).toEqual([undefined, undefined]);
    const untold = follow(course, { tellsLeast: false }).at(-1);
    expect(untold?.isAtRest).toBeUndefined();
  });

  it('is not known once the browser has not told for six seconds', () => {
    const meter = new HoldMeter();
    for (const second of [1, 2, 3, 4])
      meter.add(second * 1000, [
        {
          ...{ type: 'inbound-rtp', kind: 'video', id: 'V', timestamp: 0, jitterBufferEmittedCount: 30 * second },
          ...{ jitterBufferTargetDelay: second, jitterBufferMinimumDelay: second, estimatedPlayoutTimestamp: 0 },
        },
        { type: 'inbound-rtp', kind: 'audio', id: 'A', timestamp: 0, estimatedPlayoutTimestamp: 0 },
      ]);
    expect(meter.isAtRest(4000)).toBe(true);
    expect(meter.isAtRest(11_000)).toBeUndefined();
  });
});
