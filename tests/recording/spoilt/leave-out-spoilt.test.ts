import { describe, expect, it } from 'vitest';
import { measureTake } from '../../../src/metrics/measure-take.ts';
import type { RecordedTake } from '../../../src/model/recording/recorded-take.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import { checkValidity } from '../../../src/verdict/validity/check-validity.ts';
import {
  buildLines,
  buildTake,
  FRAME_MS,
  LATENCY_MS,
  type RecordingOptions,
  secondOf,
  takeOf,
} from '../../build-recording.ts';

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
});

/** With numbers equal but for what floating point does to sums. */
function closeTo(value: unknown): unknown {
  if (typeof value === 'number') return expect.closeTo(value, 6);
  if (value instanceof Float64Array) return value;
  if (Array.isArray(value)) return value.map(closeTo);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closeTo(each)]));
}
