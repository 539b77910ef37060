import { describe, expect, it } from 'vitest';
import { frameLoss } from '../../../src/metrics/frames/frame-loss.ts';
import { framesMissed } from '../../../src/metrics/frames/frames-missed.ts';
import { framesRepeated } from '../../../src/metrics/frames/frames-repeated.ts';
import { networkFrameLoss } from '../../../src/metrics/frames/network-frame-loss.ts';
import { repeatedIntervals, sourceTimeline } from '../../../src/metrics/picture/source-timeline.ts';
import type { RecordedTake } from '../../../src/model/recording/recorded-take.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import {
  buildLines,
  buildTake,
  FPS,
  FRAME_MS,
  frameNumber,
  LATENCY_MS,
  type RecordingOptions,
  takeOf,
  WINDOW_MS,
} from '../../build-recording.ts';
import { measureNumber } from '../measure.ts';

/** Frames made from 10 s to 11 s all show the picture of 10 s: the camera hangs, but the encoder goes on. */
function hanging(line: RecordLine): RecordLine {
  if (line.type !== 'frames-seen') return line;
  const [from, to] = [frameNumber(10_000), frameNumber(11_000)];
  const isStale = (frame: number) => frame > from && frame < to;
  return {
    ...line,
    latencyMs: line.latencyMs.map((ms, i) => {
      const frame = line.frame[i] ?? 0;
      return isStale(frame) ? ms + (frame - from) * FRAME_MS : ms;
    }),
    frame: line.frame.map((frame) => (isStale(frame) ? from : frame)),
  };
}

const timelineOfTake = (take: RecordedTake) => sourceTimeline(take, take.viewers.flatMap(repeatedIntervals));
const timelineOf = (options: RecordingOptions = {}) => timelineOfTake(buildTake(options)) ?? [];
const stills = (options: RecordingOptions) =>
  timelineOf(options).flatMap(({ second, newPictures, stillMs }) =>
    stillMs > 0 ? [[second, newPictures, stillMs]] : [],
  );

describe('the timeline of the source', () => {
  it('is a full second of pictures each second, also where the network loses all of them', () => {
    const lost = timelineOf({ latencyOf: (at) => (at >= 10_000 && at < 12_000 ? undefined : LATENCY_MS) });
    expect(lost).toEqual(Array.from({ length: 30 }, (_, second) => ({ second, newPictures: FPS, stillMs: 0 })));
    expect(timelineOf()).toEqual(lost);
  });

  it('stands still from the last frame made to the next', () =>
    expect(stills({ isMade: (at) => at <= 10_000 || at >= 11_500 })).toEqual([
      [10, 1, 1000],
      // Frames come every 40 ms, so the first one after the gap is at 11 520.
      [11, 12, 520],
    ]));

  it('stands still while the same picture comes again and again', () =>
    expect(stills({ edit: hanging })).toEqual([[10, 1, 1000]]));

  it('stands still from when the publisher died to the recording’s end, also of a take that failed', () => {
    const died = (line: RecordLine): RecordLine | undefined => {
      if (line.type === 'end') return { ...line, reason: 'failed' };
      const isTheirs = line.type === 'frames-made' || (line.type === 'stats' && line.participant === 'publisher');
      return isTheirs && line.atMs > WINDOW_MS + 20_000 ? undefined : line;
    };
    const lines = buildLines({ edit: died });
    const crash: RecordLine = {
      ...{ type: 'event', atMs: WINDOW_MS + 20_500, source: 'publisher', name: 'crashed' },
      detail: { reason: 'its page was reloaded' },
    };
    const course = timelineOfTake(takeOf([...lines.slice(0, -1), crash, ...lines.slice(-1)])) ?? [];
    expect(course.flatMap(({ second, stillMs }) => (stillMs > 0 ? [[second, stillMs]] : []))).toEqual([
      [20, 500],
      ...Array.from({ length: 9 }, (_, later) => [21 + later, 1000]),
    ]);
  });

  it('does not stand still at a low rate that no stutter metric counts', () => {
    const slow = timelineOf({ isMade: (at) => at % (4 * FRAME_MS) === 0 });
    expect(slow.map(({ stillMs }) => stillMs)).toEqual(Array(30).fill(0));
    expect(slow[3]?.newPictures).toBeLessThan(8);
  });

  it('is unknown where nobody recorded what was made', () =>
    expect(timelineOfTake(buildTake({ isMade: () => false }))).toBeUndefined());
});

describe('a picture that was sent again', () => {
  it('is repeated, and no frame of it was lost by any network', () => {
    expect(measureNumber(framesRepeated, { edit: hanging })).toBe(FPS - 1);
    expect(measureNumber(framesMissed, { edit: hanging })).toBe(FPS - 1);
    expect(measureNumber(networkFrameLoss, { edit: hanging })).toBe(0);
    expect(measureNumber(frameLoss, { edit: hanging })).toBe(0);
  });
});
