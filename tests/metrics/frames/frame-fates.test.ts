import { describe, expect, it } from 'vitest';
import { firstMileFrameLoss } from '../../../src/metrics/frames/first-mile-frame-loss.ts';
import { frameFates } from '../../../src/metrics/frames/frame-fates.ts';
import { frameUnevenness } from '../../../src/metrics/frames/frame-unevenness.ts';
import { framesMissed } from '../../../src/metrics/frames/frames-missed.ts';
import { framesOutOfOrder } from '../../../src/metrics/frames/frames-out-of-order.ts';
import { framesRepeated } from '../../../src/metrics/frames/frames-repeated.ts';
import { networkFrameLoss } from '../../../src/metrics/frames/network-frame-loss.ts';
import { publisherFrameSkips } from '../../../src/metrics/frames/publisher-frame-skips.ts';
import { recoveryTime } from '../../../src/metrics/freezes/recovery-time.ts';
import { stutterRate } from '../../../src/metrics/freezes/stutter-rate.ts';
import { stutterRate200 } from '../../../src/metrics/freezes/stutter-rate-200.ts';
import { stutterRate600 } from '../../../src/metrics/freezes/stutter-rate-600.ts';
import { pictureHeight } from '../../../src/metrics/picture/picture-height.ts';
import { resolutionChanges } from '../../../src/metrics/picture/resolution-changes.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import { buildTake, FPS, FRAME_MS, frameNumber, LATENCY_MS, type RecordingOptions } from '../../build-recording.ts';
import { measure, measureNumber } from '../measure.ts';

const fatesOf = (options: RecordingOptions = {}) => {
  const take = buildTake(options);
  const [viewer] = take.viewers;
  return viewer && frameFates(viewer, take);
};

/** Frames made from the window's start to 0.5 s before its end; later ones may still be in flight. */
const JUDGED = 29.5 * FPS + 0.5;
/** One frame of every second. */
const oncePerSecond = (at: number) => ((at % 1000) + 1000) % 1000 === 480;
/** Edits a recording so that these shares of the frames were encoded, sent and reached the origin complete. */
const publisherCounts = (factor: number) => (line: RecordLine) =>
  line.type === 'origin' && line.publisher
    ? { ...line, publisher: { ...line.publisher, framesWhole: FPS * factor } }
    : line.type === 'stats' && line.participant === 'publisher'
      ? {
          ...line,
          reports: line.reports.map((report) =>
            report.type === 'outbound-rtp'
              ? {
                  ...report,
                  framesEncoded: (report.framesEncoded ?? 0) * factor,
                  framesSent: (report.framesSent ?? 0) * factor,
                }
              : report,
          ),
        }
      : line;
const brokenAtOrigin = (broken: number) => (line: RecordLine) =>
  line.type === 'origin' && line.publisher
    ? { ...line, publisher: { ...line.publisher, framesWhole: FPS - broken, framesBroken: broken } }
    : line;

describe('the fate of frames', () => {
  it('is the same at every stage when nothing is lost', () =>
    expect(fatesOf()).toEqual({
      due: JUDGED,
      made: JUDGED,
      encoded: JUDGED,
      sent: JUDGED,
      atOrigin: JUDGED,
      decodable: JUDGED,
      offered: JUDGED,
      seen: JUDGED,
      arrived: JUDGED,
    }));

  it('tells what the generator left out from what was lost', () => {
    const options: RecordingOptions = { isMade: (at) => !oncePerSecond(at), edit: publisherCounts(24 / 25) };
    expect(measureNumber(publisherFrameSkips, options)).toBeCloseTo(1 / 25, 2);
    expect(measureNumber(firstMileFrameLoss, options)).toBe(0);
    expect(measureNumber(networkFrameLoss, options)).toBeCloseTo(0, 2);
  });

  it('tells what the encoder skipped from what was lost', () => {
    const options: RecordingOptions = {
      latencyOf: (at) => (oncePerSecond(at) ? undefined : LATENCY_MS),
      edit: publisherCounts(24 / 25),
    };
    expect(measureNumber(publisherFrameSkips, options)).toBeCloseTo(1 / 25, 10);
    expect(measureNumber(networkFrameLoss, options)).toBeCloseTo(0, 2);
    expect(measureNumber(framesMissed, options)).toBe(30);
  });

  it('tells what the first mile lost from what the viewer’s network did', () => {
    const lost: RecordingOptions = { latencyOf: (at) => (oncePerSecond(at) ? undefined : LATENCY_MS) };
    const firstMile = { ...lost, edit: brokenAtOrigin(1) };
    expect(measureNumber(firstMileFrameLoss, firstMile)).toBeCloseTo(1 / 25, 10);
    expect(measureNumber(networkFrameLoss, firstMile)).toBeCloseTo(0, 2);
    expect(measureNumber(firstMileFrameLoss, lost)).toBe(0);
    expect(measureNumber(networkFrameLoss, lost)).toBeCloseTo(30 / 738, 10);
  });

  it('has no data on the first mile when the origin did not count', () =>
    expect(
      measure(networkFrameLoss, {
        edit: (line) => (line.type === 'origin' ? ({ ...line, publisher: undefined } as never) : line),
      }),
    ).toMatchObject({ type: 'no-data', reason: 'the origin did not count frames' }));
});

describe('frames repeated and out of order', () => {
  /** Frames 250 and 251 come in reverse order, and 300 comes a second time. */
  const edit = (line: RecordLine): RecordLine => {
    if (line.type !== 'frames-seen') return line;
    const swap = (frame: number) =>
      frame === frameNumber(10_000) ? frame + 1 : frame === frameNumber(10_000) + 1 ? frame - 1 : frame;
    const again = line.frame.indexOf(frameNumber(12_000));
    const double = <T>(list: readonly T[]) =>
      again < 0 ? list : [...list.slice(0, again + 1), ...list.slice(again, again + 1), ...list.slice(again + 1)];
    return {
      ...line,
      frame: double(line.frame.map(swap)),
      seenMs: double(line.seenMs),
      latencyMs: double(line.latencyMs),
    };
  };

  it('are counted, each once', () => {
    expect(measureNumber(framesOutOfOrder, { edit })).toBe(1);
    expect(measureNumber(framesRepeated, { edit })).toBe(1);
    expect(measureNumber(framesOutOfOrder)).toBe(0);
    expect(measureNumber(framesRepeated)).toBe(0);
  });

  it('are not misled where the number in the time code wraps around', () => {
    const wrap = (line: RecordLine) =>
      line.type === 'frames-seen'
        ? { ...line, frame: line.frame.map((frame) => (frame + 2 ** 20 - 1300) % 2 ** 20) }
        : line;
    expect(measureNumber(framesOutOfOrder, { edit: wrap })).toBe(0);
  });
});

describe('stutter under other thresholds', () => {
  /** Pauses of 300, 560 and 1000 ms between two frames. */
  const options: RecordingOptions = {
    latencyOf: (at) =>
      [
        [3000, 260],
        [8000, 520],
        [15_000, 960],
      ].some(([from = 0, ms = 0]) => at > from && at <= from + ms)
        ? undefined
        : LATENCY_MS,
  };

  it('counts the gaps over each threshold', () => {
    const gaps = [280, 560, 1000].map((ms) => Math.floor(ms / FRAME_MS) * FRAME_MS);
    const share = (list: readonly number[]) => list.reduce((sum, ms) => sum + ms, 0) / 30_000;
    expect(measureNumber(stutterRate200, options)).toBeCloseTo(share(gaps), 10);
    expect(measureNumber(stutterRate, options)).toBeCloseTo(share(gaps.slice(1)), 10);
    expect(measureNumber(stutterRate600, options)).toBeCloseTo(share(gaps.slice(2)), 10);
  });

  it('is 1 under each threshold for a viewer that sees nothing', () => {
    for (const metric of [stutterRate200, stutterRate, stutterRate600])
      expect(measureNumber(metric, { latencyOf: () => undefined })).toBe(1);
  });
});

describe('frameUnevenness', () => {
  it('is 0 for an even picture', () => expect(measureNumber(frameUnevenness)).toBe(0));

  it('is the spread of the intervals', () =>
    // Every second frame 10 ms late: intervals of 50 and 30 ms in turn.
    expect(
      measureNumber(frameUnevenness, { latencyOf: (at) => LATENCY_MS + ((at / FRAME_MS) % 2 === 0 ? 0 : 10) }),
    ).toBeCloseTo(10, 1));

  it('has no data for a viewer that sees nothing', () =>
    expect(measure(frameUnevenness, { latencyOf: () => undefined })).toMatchObject({ type: 'no-data' }));
});

describe('the picture’s size', () => {
  const smaller = (line: RecordLine): RecordLine =>
    line.type === 'frames-seen' && line.frame[0] === frameNumber(15_000)
      ? {
          ...line,
          sizes: [
            { at: 0, width: 640, height: 360 },
            { at: 10, width: 1280, height: 720 },
          ],
        }
      : line;

  it('is averaged over time', () => {
    expect(measureNumber(pictureHeight)).toBe(720);
    expect(measureNumber(pictureHeight, { edit: smaller })).toBeCloseTo(720 - (360 * 0.4) / 30, 8);
  });

  it('changes twice when it shrinks and grows back', () => {
    expect(measureNumber(resolutionChanges)).toBe(0);
    expect(measureNumber(resolutionChanges, { edit: smaller })).toBe(2);
  });

  it('has no data in recordings that did not note it', () => {
    const edit = (line: RecordLine): RecordLine => {
      if (line.type !== 'frames-seen') return line;
      const { sizes: _, ...rest } = line;
      return rest;
    };
    expect(measure(pictureHeight, { edit })).toMatchObject({ type: 'no-data' });
    expect(measure(resolutionChanges, { edit })).toMatchObject({ type: 'no-data' });
  });
});

describe('recoveryTime', () => {
  const access = { blackouts: [{ fromMs: 5000, toMs: 9000 }] };

  it('is from the blackout’s end to the first frame made after it', () =>
    // Frames made in the dark come late, 200 ms after its end; the first live one is made 600 ms after it.
    expect(
      measureNumber(recoveryTime, {
        access,
        latencyOf: (at) => (at >= 9000 && at < 9600 ? undefined : at >= 5000 && at < 9000 ? 9200 - at : LATENCY_MS),
      }),
    ).toBe(700));

  it('lasts to the viewer’s last sample when the picture never comes back', () =>
    expect(measureNumber(recoveryTime, { access, latencyOf: (at) => (at >= 5000 ? undefined : LATENCY_MS) })).toBe(
      22_000,
    ));

  it('has no data without a blackout', () =>
    expect(measure(recoveryTime)).toMatchObject({ reason: 'no blackout ended in the measured time' }));
});
