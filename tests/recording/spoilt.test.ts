import { describe, expect, it } from 'vitest';
import { measureTake } from '../../src/metrics/measure-take.ts';
import { FRAME_NUMBERS } from '../../src/model/frame-numbers.ts';
import type { RecordedTake } from '../../src/model/recorded-take.ts';
import type { RecordLine } from '../../src/model/recording.ts';
import { checkValidity } from '../../src/verdict/validity/check-validity.ts';
import {
  AUDIO_LATENCY_MS,
  buildLines,
  buildTake,
  FPS,
  FRAME_MS,
  frameNumber,
  LATENCY_MS,
  type RecordingOptions,
  secondOf,
  takeOf,
  viewerOf,
  WINDOW_MS,
} from '../build-recording.ts';

const SPOILT = [5, 11, 12];
const isSpoilt = (line: RecordLine) => SPOILT.includes(secondOf(line));

/** Counted by everything in a spoilt second, and there in all totals after it. */
const RUN_ON = 1000;

/** Back at its size with the last frame that is seen within the second. */
const SMALL_IN_BETWEEN = [
  { at: 0, width: 2, height: 2 },
  { at: Math.floor((999 - LATENCY_MS) / FRAME_MS), width: 1280, height: 720 },
];

/** Each field of the reports that is a number has run on by so much for each spoilt second that ended before. */
function runOn(line: RecordLine): RecordLine {
  if (line.type !== 'stats') return line;
  const more = RUN_ON * SPOILT.filter((second) => second <= secondOf(line)).length;
  const still = new Set(['timestamp', 'targetBitrate', 'frameWidth', 'frameHeight', 'currentRoundTripTime']);
  const moved = (key: string, value: unknown) => (typeof value === 'number' && !still.has(key) ? value + more : value);
  const reports = line.reports.map((report) =>
    Object.fromEntries(Object.entries(report).map(([key, value]) => [key, moved(key, value)])),
  );
  return { ...line, reports } as unknown as RecordLine;
}

/** Everything in a spoilt second is wrong. */
function spoil(line: RecordLine): RecordLine {
  if (line.type === 'window') return { ...line, spoiltSeconds: SPOILT };
  if (line.type === 'stats') return runOn(line);
  if (!isSpoilt(line)) return line;
  switch (line.type) {
    case 'host':
      return { ...line, busyFraction: 1, runnerLoopP99Ms: 900 };
    case 'links':
      return { ...line, shaper: { ...line.shaper, unaskedDrops: 400 } };
    case 'origin':
      return { ...line, loopP99Ms: 700 };
    case 'frames-made':
      return { ...line, lateMs: line.lateMs.map(() => 400) };
    case 'frames-seen':
      return { ...line, unreadable: 7, timerLateP99Ms: 300, timerLateMaxMs: 900, sizes: SMALL_IN_BETWEEN };
    case 'clarity':
      return { ...line, ssim: line.ssim.map(() => 0), psnrDb: line.psnrDb.map(() => 0) };
    default:
      return line;
  }
}

/** A window of 30 s of which three more were played, since three were spoilt. */
function spoiltTake(options: RecordingOptions = {}): RecordedTake {
  return takeOf(
    buildLines({ ...options, seconds: 33, edit: spoil }).map((line) =>
      line.type === 'header' ? headerOf({ ...options, seconds: 30 }) : line,
    ),
  );
}

function headerOf(options: RecordingOptions): RecordLine {
  const [header] = buildLines(options);
  if (header === undefined) throw new Error('no header');
  return header;
}

describe('a take of which seconds were spoilt', () => {
  it('is the take that would have been without them', () => {
    const { window, ...joined } = spoiltTake();
    const { window: whole, ...plain } = buildTake({ seconds: 30 });
    expect(window).toEqual({ ...whole, spoiltSeconds: SPOILT });
    expect(joined.publisher).toEqual(closeTo(plain.publisher));
    expect(joined.viewers).toEqual(closeTo(plain.viewers));
    expect({ ...joined, publisher: 0, viewers: 0 }).toEqual({ ...plain, publisher: 0, viewers: 0 });
  });

  it('is valid, and measured as if they had never been', () => {
    const [joined, plain] = [spoiltTake(), buildTake({ seconds: 30 })];
    expect(checkValidity(joined)).toEqual({ valid: true, reasons: [], invalidSeconds: [] });
    expect(measureTake(joined)).toEqual(closeTo(measureTake(plain)));
  });

  it('is left as it was where none was', () => {
    const lines = buildLines().map((line) => (line.type === 'window' ? { ...line, spoiltSeconds: [] } : line));
    expect(takeOf(lines)).toEqual({ ...buildTake(), window: { ...buildTake().window, spoiltSeconds: [] } });
  });

  it('loses no frame and sees none twice where the latency was another after the cut', () => {
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

  it('loses what the network lost before and after a cut, and nothing for the cut', () => {
    const dark = (madeAt: number) => madeAt >= 4000 && madeAt < 7000;
    const metrics = metricsOf(oneSpoilt({ latencyOf: (madeAt) => (dark(madeAt) ? undefined : LATENCY_MS) }));
    expect(metrics.framesMissed).toMatchObject({ value: 2 * FPS });
    expect(metrics.stutterRate).toMatchObject({ value: closeTo((2000 + FRAME_MS) / 30_000) });
  });

  it('has pictures that stood still stand still, and no others', () => {
    // The picture of 4960 again and again until 6500.
    const edit = (line: RecordLine) =>
      line.type === 'frames-seen'
        ? {
            ...line,
            frame: line.frame.map((frame) =>
              frame > frameNumber(4960) && frame < frameNumber(6500) ? frameNumber(4960) : frame,
            ),
          }
        : line;
    const metrics = metricsOf(oneSpoilt({ edit }));
    // Seen from 6000 on, and made before 6500.
    expect(metrics.framesRepeated).toMatchObject({ value: (500 + LATENCY_MS) / FRAME_MS });
  });

  it('has no tick missing that was due in the cut or at its edges, and has all others', () => {
    const stalled = (fromMs: number) => oneSpoilt({ isMade: (madeAt) => madeAt < fromMs || madeAt >= 6000 + FRAME_MS });
    const atEdges = stalled(5000 - FRAME_MS);
    expect(checkValidity(atEdges)).toMatchObject({ valid: true, invalidSeconds: [] });
    // Of 750 less the two, and less those of the last half second, which may have been on their way.
    expect(metricsOf(atEdges)).toMatchObject({ framesMade: { value: 736 }, publisherFrameSkips: { value: 0 } });
    expect(checkValidity(stalled(4600)).invalidSeconds).toEqual([{ second: 5, signals: ['generator-late'] }]);
  });

  it('keeps step where the numbers of the time code begin anew', () => {
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

  it('is not thrown out of step by a time code that was misread at the cut', () => {
    const edit = (line: RecordLine) =>
      line.type === 'frames-seen'
        ? {
            ...line,
            frame: line.frame.map((frame) => ([4880, 5920].map(frameNumber).includes(frame) ? frame + 70_000 : frame)),
          }
        : line;
    expect(metricsOf(oneSpoilt({ edit })).framesMissed).toMatchObject({ value: 2 });
  });

  it('leaves the numbers of a stream alone that somebody else makes', () => {
    const edit = (line: RecordLine) => (line.type === 'frames-made' ? undefined : line);
    const { frame, seenMs } = viewerOf(oneSpoilt({ edit })).frames;
    const place = seenMs.indexOf(WINDOW_MS + 5020);
    expect([frame[place - 1], frame[place]]).toEqual([frameNumber(4880), frameNumber(5920)]);
  });

  it('has the sound on both sides of a cut, and no gap that lies in it', () => {
    const inside = metricsOf(oneSpoilt({ silences: [[5200, 5700]] }));
    expect(inside).toMatchObject({ audioGapCount: { value: 0 }, longestAudioGap: { value: 0 } });
    const across = metricsOf(oneSpoilt({ silences: [[4700, 6400]] }));
    expect(across).toMatchObject({ audioGapCount: { value: 1 }, longestAudioGap: { value: 700 } });
    expect(inside.audioLatency).toMatchObject({ p50: AUDIO_LATENCY_MS, max: AUDIO_LATENCY_MS });
  });

  it('keeps what happened in a cut and lasts', () => {
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

  it('measures recovery from blackouts in the time that is left, and from none that ended in a cut', () => {
    const dark = (toMs: number, from = toMs - 1000) => ({
      firstMile: { blackouts: [{ fromMs: from, toMs }] },
      latencyOf: (madeAt: number) => (madeAt >= from && madeAt < toMs + 400 ? undefined : LATENCY_MS),
    });
    expect(metricsOf(oneSpoilt(dark(10_000))).recoveryTime).toMatchObject({ value: 400 + LATENCY_MS });
    expect(metricsOf(oneSpoilt(dark(4800))).recoveryTime).toMatchObject({ value: 200 + FRAME_MS / 2 });
    expect(metricsOf(oneSpoilt(dark(5500))).recoveryTime).toMatchObject({ type: 'no-data' });
  });
});

/** A second of 31 was spoilt, the sixth. */
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

/** With numbers equal but for what floating point does to sums. */
function closeTo(value: unknown): unknown {
  if (typeof value === 'number') return expect.closeTo(value, 6);
  if (value instanceof Float64Array) return value;
  if (Array.isArray(value)) return value.map(closeTo);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closeTo(each)]));
}
