import { describe, expect, it } from 'vitest';
import { measureTake } from '../../src/metrics/measure-take.ts';
import { FRAME_NUMBERS } from '../../src/model/recording/frame-numbers.ts';
import type { RecordedTake } from '../../src/model/recording/recorded-take.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import { checkValidity } from '../../src/verdict/validity/check-validity.ts';
import {
  AUDIO_LATENCY_MS,
  buildLines,
  FPS,
  FRAME_MS,
  frameNumber,
  LATENCY_MS,
  type RecordingOptions,
  takeOf,
  viewerOf,
  WINDOW_MS,
} from '../build-recording.ts';

describe('a take joined at a cut', () => {
  it('loses no frame and repeats none where the latency changed across the cut', () => {
    for (const [before, after] of [
      [100, 300],
      [300, 100],
      [1700, 2400],
    ] as const) {
      const take = oneSpoilt({ latencyOf: (madeAt) => (madeAt + before < 5300 ? before : after), drain: 4 });
      expect(metricsOf(take)).toMatchObject({
        framesMade: { value: 750 },
        framesMissed: { value: 0 },
        framesRepeated: { value: 0 },
        framesOutOfOrder: { value: 0 },
        stutterRate200: { value: 0 },
        frameLoss: { value: 0 },
      });
    }
  });

  it('loses what the network lost before and after a cut, and nothing more because of the cut', () => {
    const dark = (madeAt: number) => madeAt >= 4000 && madeAt < 7000;
    const metrics = metricsOf(oneSpoilt({ latencyOf: (madeAt) => (dark(madeAt) ? undefined : LATENCY_MS) }));
    expect(metrics.framesMissed).toMatchObject({ value: 2 * FPS });
    expect(metrics.stutterRate).toMatchObject({ value: expect.closeTo((2000 + FRAME_MS) / 30_000, 6) });
  });

  it('has repeated pictures where the picture stood still, and nowhere else', () => {
    // The picture of 4960 is repeated until 6500.
    const edit = (line: RecordLine) =>
      line.type === 'frames-seen'
        ? {
            ...line,
            frame: line.frame.map((frame) =>
              frame > frameNumber(4960) && frame < frameNumber(6500) ? frameNumber(4960) : frame,
            ),
          }
        : line;
    // The frame of a second before was lost: no other frame may take its number.
    const metrics = metricsOf(oneSpoilt({ edit, latencyOf: (madeAt) => (madeAt === 3960 ? undefined : LATENCY_MS) }));
    // Decoded from 6000 on, and generated before 6500.
    expect(metrics.framesRepeated).toMatchObject({ value: (500 + LATENCY_MS) / FRAME_MS });
  });

  it('misses no tick that was due in the cut or at its edges, and every other one that was skipped', () => {
    const stalled = (fromMs: number) => oneSpoilt({ isMade: (madeAt) => madeAt < fromMs || madeAt >= 6000 + FRAME_MS });
    const atEdges = stalled(5000 - FRAME_MS);
    expect(checkValidity(atEdges)).toMatchObject({ valid: true, invalidSeconds: [] });
    // 750 without the two, and without those of the last half second, which may have been in flight.
    expect(metricsOf(atEdges)).toMatchObject({ framesMade: { value: 736 }, publisherFrameSkips: { value: 0 } });
    expect(checkValidity(stalled(4600)).invalidSeconds).toEqual([{ second: 5, signals: ['generator-late'] }]);
  });

  it('stays aligned where the numbers of the time code wrap around', () => {
    const raised = (frame: readonly number[], least: number) =>
      frame.map((each) => (each + FRAME_NUMBERS - frameNumber(5400)) % least);
    const edit = (line: RecordLine) => {
      if (line.type === 'frames-made') return { ...line, frame: raised(line.frame, Number.POSITIVE_INFINITY) };
      return line.type === 'frames-seen' ? { ...line, frame: raised(line.frame, FRAME_NUMBERS) } : line;
    };
    const latencyOf = (madeAt: number) => (madeAt < 5200 ? 100 : 180);
    expect(metricsOf(oneSpoilt({ edit, latencyOf }))).toMatchObject({
      framesMissed: { value: 0 },
      framesRepeated: { value: 0 },
      framesOutOfOrder: { value: 0 },
    });
  });

  it('stays aligned with time codes misread at the cut', () => {
    // The last frame before the cut and the first one after it, with different bits wrong.
    const misread = new Map([
      [frameNumber(4880), 70_000],
      [frameNumber(5920), 300],
    ]);
    const edit = (line: RecordLine) =>
      line.type === 'frames-seen'
        ? { ...line, frame: line.frame.map((frame) => frame + (misread.get(frame) ?? 0)) }
        : line;
    expect(metricsOf(oneSpoilt({ edit })).framesMissed).toMatchObject({ value: 2 });
  });

  it('loses no frame that arrived a moment late and therefore in the cut', () => {
    const latencyOf = (madeAt: number) => (madeAt === 4880 ? LATENCY_MS + 21 : LATENCY_MS);
    expect(metricsOf(oneSpoilt({ latencyOf }))).toMatchObject({
      framesMissed: { value: 0 },
      framesRepeated: { value: 0 },
    });
  });

  it('keeps the numbers of a stream that somebody else publishes', () => {
    const edit = (line: RecordLine) => (line.type === 'frames-made' ? undefined : line);
    const { frame, seenMs } = viewerOf(oneSpoilt({ edit })).frames;
    const place = seenMs.indexOf(WINDOW_MS + 5020);
    expect([frame[place - 1], frame[place]]).toEqual([frameNumber(4880), frameNumber(5920)]);
  });

  it('has the sound of both sides of a cut, and no gap that lies in it', () => {
    const inside = metricsOf(oneSpoilt({ silences: [[5200, 5700]] }));
    expect(inside).toMatchObject({ audioGapCount: { value: 0 }, longestAudioGap: { value: 0 } });
    const across = metricsOf(oneSpoilt({ silences: [[4700, 6400]] }));
    expect(across).toMatchObject({ audioGapCount: { value: 1 }, longestAudioGap: { value: 700 } });
    expect(inside.audioLatency).toMatchObject({ p50: AUDIO_LATENCY_MS, max: AUDIO_LATENCY_MS });
  });

  it('keeps events in a cut, since their effects last', () => {
    const crash = { type: 'event', atMs: WINDOW_MS + 5500, source: 'publisher', name: 'crashed' } as const;
    const later = { ...crash, atMs: WINDOW_MS + 9000, source: 'origin' };
    const lines = buildLines({ seconds: 31 }).map((line) =>
      line.type === 'window' ? { ...line, spoiltSeconds: [5] } : line,
    );
    const { events } = takeOf([...lines, crash, later]);
    expect(events.slice(-2)).toEqual([
      { ...crash, atMs: WINDOW_MS + 5000 },
      { ...later, atMs: WINDOW_MS + 8000 },
    ]);
  });

  it('measures recovery from blackouts in the remaining time, but from none that ended in a cut', () => {
    const dark = (toMs: number, from = toMs - 1000) => ({
      firstMile: { blackouts: [{ fromMs: from, toMs }] },
      latencyOf: (madeAt: number) => (madeAt >= from && madeAt < toMs + 400 ? undefined : LATENCY_MS),
    });
    expect(metricsOf(oneSpoilt(dark(10_000))).recoveryTime).toMatchObject({ value: 400 + LATENCY_MS });
    expect(metricsOf(oneSpoilt(dark(4800))).recoveryTime).toMatchObject({ value: 200 + FRAME_MS / 2 });
    expect(metricsOf(oneSpoilt(dark(5500))).recoveryTime).toMatchObject({ type: 'no-data' });
  });
});

/** Builds a take of 31 s in which the sixth second was spoilt. */
function oneSpoilt({
  edit = (line) => line,
  drain = 0,
  ...options
}: RecordingOptions & { drain?: number }): RecordedTake {
  const lines = buildLines({ ...options, seconds: 31 + drain, edit });
  return takeOf(
    lines.map((line) =>
      line.type === 'window' ? { ...line, toMs: line.toMs - drain * 1000, spoiltSeconds: [5] } : line,
    ),
  );
}

function metricsOf(take: RecordedTake) {
  const [viewer] = measureTake(take).viewers;
  if (viewer === undefined) throw new Error('no viewer');
  return viewer.metrics;
}
