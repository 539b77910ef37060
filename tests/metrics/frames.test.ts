import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/lib/random.ts';
import { frameLoss } from '../../src/metrics/frames/frame-loss.ts';
import { frameRate } from '../../src/metrics/frames/frame-rate.ts';
import { freezeCount } from '../../src/metrics/freezes/freeze-count.ts';
import { freezeRate } from '../../src/metrics/freezes/freeze-rate.ts';
import { stutterRate } from '../../src/metrics/freezes/stutter-rate.ts';
import { latency } from '../../src/metrics/path/latency.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { buildTake, viewerOf, WINDOW_MS } from '../build-recording.ts';
import { measure } from './measure.ts';

const value = (unit: string, number: number) => ({ type: 'value', unit, value: number });

describe('stutterRate', () => {
  it('is zero for an even picture', () => expect(measure(stutterRate)).toEqual(value('fraction', 0)));

  it('scores a viewer that dies after 6 of 30 s at 80 %', () =>
    // The last frame made at 5880 ms is seen 120 ms later, at exactly 6 s.
    expect(measure(stutterRate, { latencyOf: (at) => (at <= 5880 ? 120 : undefined) })).toEqual(
      value('fraction', 0.8),
    ));

  it('scores a viewer that never saw a frame at 100 %', () =>
    expect(measure(stutterRate, { latencyOf: () => undefined })).toEqual(value('fraction', 1)));

  it('scores a viewer that died before the window at 100 %', () =>
    expect(measure(stutterRate, { latencyOf: (at) => (at < -3000 ? 100 : undefined) })).toEqual(value('fraction', 1)));

  it('scores a viewer whose first frame comes 3 s into the window at 10 %', () =>
    expect(measure(stutterRate, { latencyOf: (at) => (at >= 2880 ? 120 : undefined) })).toEqual(
      value('fraction', 0.1),
    ));

  it('does not count a gap of exactly 500 ms, and counts one of 520', () => {
    // 12 frames left out between two seen: 13 intervals of 40 ms.
    const leaveOut = (count: number) => (at: number) => (at > 10_000 && at <= 10_000 + count * 40 ? undefined : 100);
    expect(measure(stutterRate, { latencyOf: leaveOut(12) })).toEqual(value('fraction', 520 / 30_000));
    const take = buildTake({ latencyOf: (at) => (at > 10_000 && at < 10_520 ? undefined : at === 10_520 ? 80 : 100) });
    expect(stutterRate.measure(viewerOf(take), take)).toEqual(value('fraction', 0));
  });

  it('counts only the part in the window of a gap that began before it', () =>
    // Seen at -480 (made -600 + 120) and next at 120 (made 0): 600 ms, 120 of them measured.
    expect(measure(stutterRate, { latencyOf: (at) => (at > -600 && at < 0 ? undefined : 120) })).toEqual(
      value('fraction', 120 / 30_000),
    ));

  it('counts a wait for the first frame that began before the window, however short the rest of it', () =>
    expect(measure(stutterRate, { latencyOf: (at) => (at >= 0 ? 120 : undefined) })).toEqual(
      value('fraction', 120 / 30_000),
    ));

  it('counts the part in the window of a gap that ends after it, judged at its full length, or at the viewer’s last sample', () => {
    // Seen at 29,560 and next at 30,120: 560 ms, 440 of them measured.
    const stalled = (to: number) => ({ latencyOf: (at: number) => (at > 29_440 && at < to ? undefined : 120) });
    expect(measure(stutterRate, stalled(30_000))).toEqual(value('fraction', 440 / 30_000));
    expect(measure(stutterRate, stalled(29_800))).toEqual(value('fraction', 0));
    expect(measure(stutterRate, stalled(99_000))).toEqual(value('fraction', 440 / 30_000));
    expect(measure(freezeCount, stalled(30_000))).toEqual(value('count', 1));
    expect(measure(freezeRate, stalled(30_000))).toEqual(value('fraction', 440 / 30_000));
  });

  it.each([
    [1, 1000, 0],
    [2, 520, 0],
    [1, 2000, 1],
    [10, 520, 1],
  ])('of %s fps with frames %s ms apart is %s', (fps, apartMs, rate) =>
    expect(
      measure(stutterRate, {
        latencyOf: (at) => (((at % apartMs) + apartMs) % apartMs === 0 ? 120 : undefined),
        edit(line) {
          if (line.type !== 'header') return line;
          const { broadcast } = line.take.scenario;
          const slow = { ...broadcast, video: { ...broadcast.video, fps } };
          return { ...line, take: { ...line.take, scenario: { ...line.take.scenario, broadcast: slow } } };
        },
      }),
    ).toEqual(value('fraction', rate)),
  );

  it('gives each second its share of the gap', () => {
    const take = buildTake({ latencyOf: (at) => (at > 10_400 && at < 12_000 ? undefined : 120) });
    const series = stutterRate.series?.(viewerOf(take), take);
    // From 10,520 to 12,120.
    expect(series?.slice(9, 14).map((point) => point.value)).toEqual([0, 0.48, 1, 0.12, 0]);
    expect(series).toHaveLength(30);
  });

  it('never falls when a frame is removed', () => {
    const random = createRandom(7);
    let kept = new Set(Array.from({ length: 1000 }, (_, i) => i * 40 - 4000));
    let before = -1;
    while (kept.size > 0) {
      const rate = measure(stutterRate, { latencyOf: (at) => (kept.has(at) ? 100 : undefined) });
      if (rate.type !== 'value') throw new Error('no value');
      expect(rate.value).toBeGreaterThanOrEqual(before);
      before = rate.value;
      kept = new Set([...kept].filter(() => random() > 0.3).slice(kept.size === 1 ? 1 : 0));
    }
    expect(measure(stutterRate, { latencyOf: () => undefined })).toEqual(value('fraction', 1));
  });

  it('has no data if the window never opened', () =>
    expect(measure(stutterRate, { edit: (line) => (line.type === 'window' ? undefined : line) })).toEqual({
      type: 'no-data',
      unit: 'fraction',
      reason: 'the measured window never opened',
    }));

  it('measures what was recorded of a window that was cut short', () => {
    const cut = (line: RecordLine) => (line.atMs > WINDOW_MS + 10_000 ? undefined : line);
    expect(measure(stutterRate, { edit: cut, latencyOf: (at) => (at < 5000 ? 120 : undefined) })).toEqual(
      value('fraction', (10_000 - 5080) / 10_000),
    );
  });
});

describe('freezes', () => {
  it('counts an interval beyond the W3C threshold, and not a shorter one', () => {
    // The average is 40 ms, the threshold max(120, 190). Four frames left out make 200 ms, three make 160.
    const without = (count: number) => ({
      latencyOf: (at: number) => (at > 10_000 && at <= 10_000 + count * 40 ? undefined : 100),
    });
    expect(measure(freezeCount, without(3))).toEqual(value('count', 0));
    expect(measure(freezeCount, without(4))).toEqual(value('count', 1));
    expect(measure(freezeRate, without(4))).toEqual(value('fraction', 200 / 30_000));
  });

  it('uses three times the average for a slow picture', () => {
    // With every fourth frame the average is 160 ms, the threshold max(480, 310): 640 ms is a freeze, 320 is not.
    const slow = (from: number, to: number) => ({
      latencyOf: (at: number) => (at % 160 !== 0 || (at > from && at < to) ? undefined : 100),
    });
    expect(measure(freezeCount, slow(9600, 9920))).toEqual(value('count', 0));
    expect(measure(freezeCount, slow(9600, 10_240))).toEqual(value('count', 1));
  });

  it('closes the interval that is open at the end', () => {
    const dead = { latencyOf: (at: number) => (at <= 5880 ? 120 : undefined) };
    expect(measure(freezeCount, dead)).toEqual(value('count', 1));
    expect(measure(freezeRate, dead)).toEqual(value('fraction', 0.8));
  });

  it('finds one freeze as long as the window for a viewer that saw nothing', () => {
    expect(measure(freezeCount, { latencyOf: () => undefined })).toEqual(value('count', 1));
    expect(measure(freezeRate, { latencyOf: () => undefined })).toEqual(value('fraction', 1));
  });
});

describe('the latency', () => {
  it('is below zero for a frame seen before its stamp, also where an older recording has it at 18.6 hours', () => {
    const take = (latencyMs: number) => ({
      latencyOf: (at: number) => (at === 10_000 ? 40 : 100),
      edit: (line: RecordLine) =>
        line.type === 'frames-seen'
          ? { ...line, latencyMs: line.latencyMs.map((ms) => (ms === 40 ? latencyMs : ms)) }
          : line,
    });
    const whole = (latencyMs: number) => measure(latency, take(latencyMs));
    expect(whole(2 ** 26 - 1.5)).toMatchObject({ max: 100 });
    expect(whole(2 ** 26 - 1.5)).toEqual(whole(-1.5));
  });
});

describe('frameRate', () => {
  it('counts new frames over the whole window', () => {
    expect(measure(frameRate)).toEqual(value('fps', 25));
    expect(measure(frameRate, { latencyOf: () => undefined })).toEqual(value('fps', 0));
  });

  it('does not count a frame that is decoded twice', () =>
    expect(
      measure(frameRate, {
        edit: (line) =>
          line.type === 'frames-seen'
            ? {
                ...line,
                frame: line.frame.flatMap((frame) => [frame, frame]),
                seenMs: line.seenMs.flatMap((at) => [at, at + 10]),
                latencyMs: line.latencyMs.flatMap((ms) => [ms, ms + 10]),
              }
            : line,
      }),
    ).toEqual(value('fps', 25)));

  it('is not silenced by one misread number', () => {
    const misread = (line: RecordLine) =>
      line.type === 'frames-seen'
        ? { ...line, frame: line.frame.map((frame) => (frame === 1100 ? 900_000 : frame)) }
        : line;
    expect(measure(frameRate, { edit: misread })).toEqual(value('fps', 25));
    expect(measure(stutterRate, { edit: misread })).toEqual(value('fraction', 0));
  });
});

describe('latency', () => {
  it('spreads over the frames seen in the window', () => {
    // 750 frames are seen in the window (made from -100 on): one in 25 takes 300 ms instead of 100.
    const found = measure(latency, { latencyOf: (at) => (((at % 1000) + 1000) % 1000 === 480 ? 300 : 100) });
    expect(found).toEqual({ type: 'distribution', unit: 'ms', count: 750, p50: 100, p95: 100, p99: 300, max: 300 });
  });

  it('counts a late frame when it was seen, not when it was made', () => {
    // Made before the window, seen in it.
    const found = measure(latency, { latencyOf: (at) => (at === -400 ? 1000 : 100) });
    expect(found).toMatchObject({ max: 1000 });
  });

  it('has no data for a viewer without frames, never zero', () =>
    expect(measure(latency, { latencyOf: () => undefined })).toEqual({
      type: 'no-data',
      unit: 'ms',
      reason: 'the viewer saw no frame in the measured time',
    }));

  it('has no value in a second without frames', () => {
    const take = buildTake({ latencyOf: (at) => (at >= 4000 && at < 6000 ? undefined : at < 4000 ? 100 : 140) });
    const series = latency.series?.(viewerOf(take), take).map((point) => point.value);
    expect(series?.slice(3, 8)).toEqual([100, 100, undefined, 140, 140]);
  });
});

describe('frameLoss', () => {
  it('is the share of encoded frames never seen', () =>
    // One frame of each second is lost; the 12 made after 29.5 s are not judged, including a lost one.
    expect(
      measure(frameLoss, { latencyOf: (at) => (((at % 1000) + 1000) % 1000 === 480 ? undefined : 100) }),
    ).toMatchObject({
      value: expect.closeTo(30 / 738, 10),
    }));

  it('does not call a late frame lost', () =>
    expect(measure(frameLoss, { latencyOf: (at) => (at === 10_000 ? 3000 : 100) })).toEqual(value('fraction', 0)));

  it('does not judge frames that may still be on their way when the recording ends', () =>
    expect(measure(frameLoss, { latencyOf: (at) => (at >= 29_500 ? undefined : 100) })).toEqual(value('fraction', 0)));

  it('does not count what the encoder skipped', () => {
    // The encoder skips one frame a second; the viewer sees all the others.
    const found = measure(frameLoss, {
      latencyOf: (at) => (((at % 1000) + 1000) % 1000 === 480 ? undefined : 100),
      edit: (line) =>
        line.type === 'stats' && line.participant === 'publisher'
          ? {
              ...line,
              reports: line.reports.map((report) =>
                report.type === 'outbound-rtp'
                  ? { ...report, framesEncoded: ((report.framesEncoded ?? 0) * 24) / 25 }
                  : report,
              ),
            }
          : line,
    });
    // Only their number is known: at the edges of what is judged, that leaves less than one frame.
    expect(found).toMatchObject({ type: 'value', value: expect.closeTo(0, 2) });
  });

  it('has no data if encoder skips cannot be told from loss', () =>
    expect(
      measure(frameLoss, {
        edit: (line) => (line.type === 'stats' && line.participant === 'publisher' ? undefined : line),
      }),
    ).toMatchObject({ type: 'no-data' }));

  it('handles frame numbers beyond the 20 bits of the time code', () =>
    expect(
      measure(frameLoss, {
        edit: (line) =>
          line.type === 'frames-made' ? { ...line, frame: line.frame.map((n) => n + 2 ** 20 * 5) } : line,
      }),
    ).toEqual(value('fraction', 0)));
});
