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

/** Amount that every counter gains in a spoilt second, and that all later totals include. */
const RUN_ON = 1000;

/** A smaller picture that is back at full size with the last frame decoded within the second. */
const SMALL_IN_BETWEEN = [
  { at: 0, width: 2, height: 2 },
  { at: Math.floor((999 - LATENCY_MS) / FRAME_MS), width: 1280, height: 720 },
];

/** Raises each counter of the reports once for each spoilt second that ended before. */
function runOn(line: RecordLine): RecordLine {
  if (line.type !== 'stats') return line;
  const more = RUN_ON * SPOILT.filter((second) => second <= secondOf(line)).length;
  const gauges = new Set(['timestamp', 'targetBitrate', 'frameWidth', 'frameHeight', 'currentRoundTripTime']);
  const moved = (key: string, value: unknown) => (typeof value === 'number' && !gauges.has(key) ? value + more : value);
  const reports = line.reports.map((report) =>
    Object.fromEntries(Object.entries(report).map(([key, value]) => [key, moved(key, value)])),
  );
  return { ...line, reports } as unknown as RecordLine;
}

/** Makes everything in spoilt seconds wrong. */
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

/** Builds a take with a window of 30 s, extended by three seconds because three were spoilt. */
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

describe('a take with spoilt seconds', () => {
  it('equals the take without them', () => {
    const { window, ...joined } = spoiltTake();
    const { window: whole, ...plain } = buildTake({ seconds: 30 });
    expect(window).toEqual({ ...whole, spoiltSeconds: SPOILT });
    expect(joined.publisher).toEqual(closeTo(plain.publisher));
    expect(joined.viewers).toEqual(closeTo(plain.viewers));
    expect({ ...joined, publisher: 0, viewers: 0 }).toEqual({ ...plain, publisher: 0, viewers: 0 });
  });

  it('is valid, and measured as if they had never been played', () => {
    const [joined, plain] = [spoiltTake(), buildTake({ seconds: 30 })];
    expect(checkValidity(joined)).toEqual({ valid: true, reasons: [], invalidSeconds: [] });
    expect(measureTake(joined)).toEqual(closeTo(measureTake(plain)));
  });

  it('is unchanged where no second was spoilt', () => {
    const lines = buildLines().map((line) => (line.type === 'window' ? { ...line, spoiltSeconds: [] } : line));
    expect(takeOf(lines)).toEqual({ ...buildTake(), window: { ...buildTake().window, spoiltSeconds: [] } });
  });
});

/** Allows for the rounding of sums in floating point. */
function closeTo(value: unknown): unknown {
  if (typeof value === 'number') return expect.closeTo(value, 6);
  if (value instanceof Float64Array) return value;
  if (Array.isArray(value)) return value.map(closeTo);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, closeTo(each)]));
}
