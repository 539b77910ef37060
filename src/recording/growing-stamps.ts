import type { FrameStampsLine, FramesSeenLine } from '../model/recording/frame-lines.ts';
import { shortestMs } from '../model/recording/frame-numbers.ts';
import { timestampsOf } from '../model/recording/rtp-steps.ts';
import { STAMPED_COLUMNS, type StampedFrames } from '../model/recording/stamped-frames.ts';
import { GrowingColumns } from './growing-columns.ts';

/** Sampled frames of one side kept until the other reports them; a minute of 50 fps. */
const MOST_WAITING = 1000;
/** RTP timestamps wrap after 13 h, and restart with each publisher: one seen this long after it arrived is another frame. */
const LONGEST_AT_VIEWER_MS = 10_000;

type Column = (typeof STAMPED_COLUMNS)[number];
type Row = Readonly<Record<Column, number>>;
type Seen = Readonly<Record<'seenMs' | 'latencyMs', number>>;
type Stamps = Readonly<Record<'inMs' | 'sendingMs' | 'firstMileMs' | 'originMs' | 'pathMs', number>>;

/** Joins what a viewer's page and the origin noted of sampled frames; they meet by RTP timestamp, whichever comes first. */
export class GrowingStamps {
  readonly #seen = new Map<number, Seen>();
  readonly #stamps = new Map<number, Stamps>();
  readonly #rows = new GrowingColumns(STAMPED_COLUMNS);
  #lastFrame: number | undefined;
  #isStamped = false;

  addSeen(line: FramesSeenLine): void {
    const { sampledAt = [], sampledRtpSteps = [] } = line;
    for (const [i, rtp] of timestampsOf(sampledRtpSteps).entries()) {
      const at = sampledAt[i];
      if (at === undefined) continue;
      const [frame, seenMs, latencyMs] = [line.frame[at], line.seenMs[at], line.latencyMs[at]];
      if (frame === undefined || seenMs === undefined || latencyMs === undefined) continue;
      // Repeated pictures have the latency of a still picture, not of a path.
      const isRepeated = frame === (line.frame[at - 1] ?? this.#lastFrame);
      if (!isRepeated)
        this.#join(rtp, { seenMs: line.baseMs + seenMs, latencyMs: shortestMs(latencyMs, 0) }, undefined);
    }
    this.#lastFrame = line.frame.at(-1) ?? this.#lastFrame;
  }

  addStamps(line: FrameStampsLine): void {
    this.#isStamped = true;
    for (const [i, rtp] of timestampsOf(line.rtpSteps).entries()) {
      const at = (column: readonly number[]) => column[i] ?? Number.NaN;
      this.#join(rtp, undefined, {
        inMs: line.baseMs + at(line.inMs),
        sendingMs: at(line.sendingMs),
        firstMileMs: at(line.firstMileMs),
        originMs: at(line.originMs),
        pathMs: at(line.pathMs),
      });
    }
  }

  /** Returns the frames that both sides reported; undefined where no origin stamped any. */
  finish(): StampedFrames | undefined {
    if (!this.#isStamped) return undefined;
    return this.#rows.finish('seenMs');
  }

  #join(rtp: number, newSeen: Seen | undefined, newStamps: Stamps | undefined): void {
    const seen = newSeen ?? this.#seen.get(rtp);
    const stamps = newStamps ?? this.#stamps.get(rtp);
    if (seen === undefined || stamps === undefined) {
      if (newSeen !== undefined) keep(this.#seen, rtp, newSeen);
      if (newStamps !== undefined) keep(this.#stamps, rtp, newStamps);
      return;
    }
    this.#seen.delete(rtp);
    this.#stamps.delete(rtp);
    const row = rowOf(seen, stamps);
    // Packets that reached the viewer after the frame was seen were not needed for it.
    if (row.viewerMs >= 0 && row.viewerMs < LONGEST_AT_VIEWER_MS) this.#rows.add(row);
  }
}

/** Written out field by field: an hour of fifty viewers has two million rows, and spread objects would take half the time of reading. */
function rowOf(seen: Seen, stamps: Stamps): Row {
  const { seenMs, latencyMs } = seen;
  const { inMs, sendingMs, firstMileMs, originMs, pathMs } = stamps;
  const encodingMs = inMs - firstMileMs - sendingMs - (seenMs - latencyMs);
  const viewerMs = seenMs - (inMs + originMs + pathMs);
  return { seenMs, latencyMs, encodingMs, sendingMs, firstMileMs, originMs, pathMs, viewerMs };
}

function keep<T>(waiting: Map<number, T>, rtp: number, what: T): void {
  waiting.set(rtp, what);
  if (waiting.size <= MOST_WAITING) return;
  for (const oldest of waiting.keys()) {
    waiting.delete(oldest);
    return;
  }
}
