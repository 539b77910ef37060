import { describe, expect, it } from 'vitest';
import { frameLoss } from '../../../src/metrics/frames/frame-loss.ts';
import { frameRate } from '../../../src/metrics/frames/frame-rate.ts';
import { framesRepeated } from '../../../src/metrics/frames/frames-repeated.ts';
import { freezeCount } from '../../../src/metrics/freezes/freeze-count.ts';
import { stutterRate } from '../../../src/metrics/freezes/stutter-rate.ts';
import { latency } from '../../../src/metrics/path/latency.ts';
import { clipRecord } from '../../../src/metrics/picture/clip-record.ts';
import { sourceTimeline } from '../../../src/metrics/picture/source-timeline.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import { findIncidents } from '../../../src/verdict/incidents/find-incidents.ts';
import { checkValidity } from '../../../src/verdict/validity/check-validity.ts';
import { buildLines, FRAME_MS, LATENCY_MS, type RecordingOptions, takeOf, WINDOW_MS } from '../../build-recording.ts';

const FACTS = { width: 180, height: 320, hasSound: true };

/** Take of a clip; `shownAt` says when the picture was made that the frame made so many ms after the window's begin shows. */
function takeOfClip(shownAt: (madeAt: number) => number, clipFps: number, options: RecordingOptions = {}) {
  const numberAt = (at: number) => 1000 + at / FRAME_MS;
  const madeAt = (frame: number) => (frame - 1000) * FRAME_MS;
  const edit = (line: RecordLine): RecordLine | undefined => {
    if (line.type === 'frames-made') {
      const repeatedAt = line.frame.flatMap((frame, i) => (shownAt(madeAt(frame)) < madeAt(frame) ? [i] : []));
      return { ...line, repeatedAt, clipFps };
    }
    if (line.type !== 'frames-seen') return line;
    const shown = line.frame.map((frame) => shownAt(madeAt(frame)));
    return {
      ...line,
      frame: shown.map(numberAt),
      latencyMs: line.latencyMs.map((ms, i) => ms + madeAt(line.frame[i] ?? 0) - (shown[i] ?? 0)),
    };
  };
  const opened = {
    type: 'event',
    atMs: WINDOW_MS - 9000,
    source: 'publisher',
    name: 'clip-opened',
    detail: FACTS,
  } as const;
  return takeOf([...buildLines({ ...options, edit }), opened]);
}

/** Each picture for two frames: half the frame rate of the broadcast, 12.5 a second. */
const half = (at: number) => Math.floor(at / (2 * FRAME_MS)) * 2 * FRAME_MS;
const numberOf = (metric: typeof frameRate, take: ReturnType<typeof takeOfClip>) => {
  const value = take.viewers[0] && metric.measure(take.viewers[0], take);
  return value?.type === 'value' ? value.value : value;
};

describe('a clip of half the frame rate', () => {
  const take = takeOfClip(half, 12.5);

  it('has its own pictures counted, not the frames that repeat them', () => {
    expect(numberOf(frameRate, take)).toBe(12.5);
    expect(numberOf(framesRepeated, take)).toBe(375);
    expect(sourceTimeline(take, [])?.map(({ newPictures }) => newPictures)).toEqual(
      Array.from({ length: 30 }, (_, second) => 13 - (second % 2)),
    );
    expect(clipRecord(take)).toEqual({ ...FACTS, ownFps: 12.5, sentFps: 12.5 });
  });

  it('neither stutters nor loses a frame, and comes no later', () => {
    expect(numberOf(stutterRate, take)).toBe(0);
    expect(numberOf(freezeCount, take)).toBe(0);
    expect(numberOf(frameLoss, take)).toBe(0);
    expect(take.viewers[0] && latency.measure(take.viewers[0], take)).toMatchObject({
      p50: LATENCY_MS,
      max: LATENCY_MS,
    });
    expect(checkValidity(take).reasons).toEqual([]);
  });

  it('loses what the network loses', () => {
    const lossy = takeOfClip(half, 12.5, { latencyOf: (at) => (at >= 10_000 && at < 12_000 ? undefined : LATENCY_MS) });
    expect(numberOf(stutterRate, lossy)).toBeGreaterThan(0.06);
    expect(numberOf(frameLoss, lossy)).toBeCloseTo(50 / 750, 2);
  });

  it('is no incident, and no cause of one: it has no more pictures to give', () => {
    expect(findIncidents(take)).toEqual([]);
    const lossy = takeOfClip(half, 12.5, { latencyOf: (at) => (at >= 10_000 && at < 12_000 ? undefined : LATENCY_MS) });
    const [incident, ...others] = findIncidents(lossy);
    expect(incident).toMatchObject({ fromMs: expect.closeTo(10_000, -3), toMs: expect.closeTo(12_000, -3) });
    expect(others).toEqual([]);
    expect(incident?.causes.map(({ cause }) => cause)).not.toContain('source-stalled');
    // A source that gives fewer pictures than its clip has is one.
    const slow = findIncidents(takeOfClip(half, 25));
    expect(slow.flatMap(({ causes }) => causes.map(({ cause }) => cause))).toContain('source-stalled');
  });
});

describe('a clip whose decoder stalls', () => {
  it('shows: as stutter of its viewers, as a still source, and, if it is too slow all along, as an invalid take', () => {
    const stalled = takeOfClip((at) => (at >= 10_000 && at < 12_000 ? 10_000 : at), 25);
    expect(numberOf(stutterRate, stalled)).toBeCloseTo(2 / 30, 2);
    expect(
      sourceTimeline(stalled, [])
        ?.slice(9, 13)
        .map(({ newPictures }) => newPictures),
    ).toEqual([25, 1, 0, 25]);
    expect(checkValidity(stalled).reasons).toEqual([]);
    const slow = takeOfClip(half, 25);
    expect(checkValidity(slow).reasons).toEqual([
      expect.objectContaining({
        signal: 'clip-slow',
        reason: "12.5 of the clip's 25.0 pictures a second were sent: 50 % (at least 80 %).",
      }),
    ]);
  });

  it('is not blamed for pictures that the frame rate asked has no room for', () => {
    expect(checkValidity(takeOfClip((at) => at, 60)).reasons).toEqual([]);
  });

  it('is unknown without a clip', () => {
    expect(clipRecord(takeOf(buildLines()))).toBeUndefined();
  });
});
