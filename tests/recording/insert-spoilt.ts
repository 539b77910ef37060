import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RecordedTake } from '../../src/model/recording/recorded-take.ts';
import type { RecordLine } from '../../src/model/recording/recording.ts';
import type { StatsReport } from '../../src/model/recording/w3c-stats.ts';
import { takeOf } from '../build-recording.ts';

const SECOND_MS = 1000;
const MARK_CODES = 8;
/** Numbers in reports that are not totals. */
const MOMENTARY = new Set([
  ...['timestamp', 'ssrc', 'jitter', 'framesPerSecond', 'frameWidth', 'frameHeight', 'targetBitrate', 'audioLevel'],
  ...['currentRoundTripTime', 'availableOutgoingBitrate', 'availableIncomingBitrate', 'roundTripTime', 'fractionLost'],
  ...['width', 'height', 'payloadType', 'clockRate', 'channels'],
]);
const FRACTIONAL = /Time$|Delay$|Energy$|Duration$/;

/** Reads the lines of a real take from tests/fixtures, which are not packed. */
export function fixtureLines(name: string): readonly RecordLine[] {
  const text = readFileSync(join(import.meta.dirname, '../fixtures', `${name}.ndjson`), 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as RecordLine);
}

/** Returns the take as if these seconds of its window, as played, had been spoilt and as many more had been played. */
export function withSpoilt(lines: readonly RecordLine[], seconds: readonly number[]): RecordedTake {
  return takeOf(seconds.reduce(insertSecond, lines));
}

/**
 * Inserts a spoilt second: everything from that second on comes a second later, and in between everything is wrong:
 * frames late, missing and repeated, silence, strange sizes, and totals that run on.
 */
function insertSecond(lines: readonly RecordLine[], second: number): readonly RecordLine[] {
  const window = lines.findLast((line) => line.type === 'window');
  const header = lines[0];
  if (window === undefined || header?.type !== 'header') throw new Error('no header, or no window');
  const insertion = new Insertion(window.fromMs + second * SECOND_MS, header.take.scenario.broadcast.video.fps, lines);
  const spoilt = new Set<string>();
  return lines.flatMap((line): readonly RecordLine[] => {
    if (line.type === 'header' || line.type === 'environment') return [line];
    if (line.type === 'window')
      return [{ ...line, toMs: line.toMs + SECOND_MS, spoiltSeconds: [...(line.spoiltSeconds ?? []), second] }];
    if (line.type === 'event' || line.type === 'end')
      return [line.atMs < insertion.fromMs ? line : { ...line, atMs: line.atMs + SECOND_MS }];
    // A line covers the second before it.
    if (line.atMs - SECOND_MS / 2 < insertion.fromMs) return [insertion.split(line)];
    const key = JSON.stringify([line.type, 'viewer' in line && line.viewer, 'participant' in line && line.participant]);
    const isFirst = !spoilt.has(key);
    spoilt.add(key);
    const later = { ...insertion.split(line), atMs: line.atMs + SECOND_MS };
    return isFirst ? [insertion.spoil(line), later] : [later];
  });
}

class Insertion {
  readonly fromMs: number;
  readonly #fps: number;
  readonly #firstMade: number;
  readonly #firstSeen: number;

  constructor(fromMs: number, fps: number, lines: readonly RecordLine[]) {
    this.fromMs = fromMs;
    this.#fps = fps;
    this.#firstMade = first(
      lines.flatMap((line) => (line.type === 'frames-made' ? timed(line, line.madeMs) : [])),
      fromMs,
    );
    this.#firstSeen = first(
      lines.flatMap((line) => (line.type === 'frames-seen' ? timed(line, line.seenMs) : [])),
      fromMs,
    );
  }

  /** Moves the parts of a line after the spoilt second by a second, with later numbers. */
  split<L extends RecordLine>(line: L): L;
  split(line: RecordLine): RecordLine {
    switch (line.type) {
      case 'frames-made':
        return { ...line, frame: this.#numbers(line, line.madeMs), madeMs: this.#later(line, line.madeMs) };
      case 'frames-seen':
      case 'clarity':
        return { ...line, frame: this.#numbers(line, line.seenMs), seenMs: this.#later(line, line.seenMs) };
      case 'sound-made':
        return {
          ...line,
          mark: line.mark.map((mark, i) => (this.#isAfter(line, line.madeMs[i]) ? mark + 1 : mark)),
          madeMs: this.#later(line, line.madeMs),
        };
      case 'sound-heard':
        return {
          ...line,
          ...this.#splitIntervals(line),
          mark: line.mark.map((mark, i) => (this.#isAfter(line, line.markMs[i]) ? (mark + 1) % MARK_CODES : mark)),
          markMs: this.#later(line, line.markMs),
        };
      case 'stats':
        return line.atMs - SECOND_MS / 2 < this.fromMs
          ? line
          : { ...line, reports: line.reports.map(runOn(1, SECOND_MS)) };
      default:
        return line;
    }
  }

  /** Returns a line for the spoilt second, made from the one in its place. */
  spoil(line: RecordLine): RecordLine {
    const ticks = Array.from({ length: 12 }, (_, i) => i);
    const baseMs = this.fromMs;
    switch (line.type) {
      case 'frames-made':
        return {
          ...{ type: line.type, atMs: line.atMs, baseMs },
          frame: ticks.map((i) => this.#firstMade + 2 * i),
          madeMs: ticks.map((i) => 20 + i * 70),
          lateMs: ticks.map(() => 400),
        };
      case 'frames-seen':
        return {
          ...{ type: line.type, atMs: line.atMs, viewer: line.viewer, baseMs },
          frame: ticks.map((i) => this.#firstSeen + 3 * (i >> 1)),
          seenMs: ticks.map((i) => 3 + i * 75),
          latencyMs: ticks.map((i) => 700 + i),
          sizes: [
            { at: 0, width: 320, height: 180 },
            ...(line.sizes ?? []).slice(0, 1).map((size) => ({ ...size, at: 11 })),
          ],
          ...{ unreadable: 9, timerLateP99Ms: 300, timerLateMaxMs: 500 },
        };
      case 'clarity':
        return { ...line, baseMs, frame: [this.#firstSeen], seenMs: [500], ssim: [0.1], psnrDb: [9] };
      case 'sound-made':
        return line;
      case 'sound-heard':
        return { ...line, baseMs, fromMs: [], toMs: [], mark: [3, 6], markMs: [100, 600] };
      case 'stats':
        return { ...line, reports: line.reports.map(runOn(0.7, 0)) };
      case 'host':
        return { ...line, busyFraction: 1, stealFraction: 0.3, cpuPressureFraction: 1, runnerLoopP99Ms: 700 };
      case 'links':
        return {
          ...line,
          links: line.links.map((link) => ({ ...link, lostQueue: 90, outBytes: 0 })),
          shaper: { ...line.shaper, unaskedDrops: 80, latenessP99Ms: 600 },
        };
      case 'origin':
        return {
          ...line,
          loopP99Ms: 600,
          ...(line.publisher && { publisher: { ...line.publisher, framesWhole: 1, framesBroken: 20 } }),
        };
      default:
        return line;
    }
  }

  #isAfter({ baseMs }: { readonly baseMs: number }, ms: number | undefined): boolean {
    return baseMs + (ms ?? Number.NaN) >= this.fromMs;
  }

  #later(line: { readonly baseMs: number }, times: readonly number[]): readonly number[] {
    return times.map((ms) => (this.#isAfter(line, ms) ? ms + SECOND_MS : ms));
  }

  #numbers(line: { readonly baseMs: number; readonly frame: readonly number[] }, times: readonly number[]) {
    return line.frame.map((frame, i) => (this.#isAfter(line, times[i]) ? frame + this.#fps : frame));
  }

  #splitIntervals({ baseMs, fromMs, toMs }: Extract<RecordLine, { readonly type: 'sound-heard' }>) {
    const edge = this.fromMs - baseMs;
    const parts = fromMs.flatMap((from, i) => {
      const to = toMs[i] ?? from;
      if (to <= edge) return [[from, to] as const];
      if (from >= edge) return [[from + SECOND_MS, to + SECOND_MS] as const];
      // A little of it continues, and there is some more sound in between.
      return [[from, edge + 50] as const, [edge + 100, edge + 300] as const, [edge + 900, to + SECOND_MS] as const];
    });
    return { fromMs: parts.map(([from]) => from), toMs: parts.map(([, to]) => to) };
  }
}

function timed(line: { readonly baseMs: number; readonly frame: readonly number[] }, times: readonly number[]) {
  return line.frame.map((frame, i) => ({ frame, atMs: line.baseMs + (times[i] ?? Number.NaN) }));
}

function first(frames: readonly { readonly frame: number; readonly atMs: number }[], fromMs: number): number {
  const found = frames.find(({ atMs }) => atMs >= fromMs);
  if (found === undefined) throw new Error('no frame after the spoilt second');
  return found.frame;
}

/** Returns a function that raises totals as after this share of the spoilt second. */
function runOn(share: number, laterMs: number): (report: StatsReport) => StatsReport {
  const more = (key: string, total: number) =>
    MOMENTARY.has(key) ? total : total + (FRACTIONAL.test(key) ? 4.4 * share : Math.round(800 * share));
  return (report) => {
    const fields = Object.entries({ ...report, timestamp: report.timestamp + laterMs }).map(([key, value]) => {
      if (typeof value === 'number') return [key, more(key, value)];
      if (key !== 'qualityLimitationDurations') return [key, value];
      return [key, Object.fromEntries(Object.entries(value as object).map(([reason, s]) => [reason, s + share]))];
    });
    return Object.fromEntries(fields) as StatsReport;
  };
}
