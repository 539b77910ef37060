import type { Cut } from '../../model/recording/cuts.ts';
import { codedFrame, FRAME_NUMBERS, framesAhead } from '../../model/recording/frame-numbers.ts';
import type { SeenFrames } from '../../model/recording/seen-frames.ts';
import type { SplicedMade } from './splice-made.ts';

/**
 * Tolerance, in frames, between a frame's number and the time stamp beside it; a misread frame exceeds it and joins
 * nothing.
 */
const TOLERANCE_FRAMES = 5;

/**
 * Frames lost at the edges of a cut: one due just before it that arrived in it, or one due just after it that arrived
 * before its end.
 */
const LOST_AT_THE_EDGES = 1;

/** The newest frame decoded so far, to which the frames after a cut are joined. */
interface Newest {
  readonly frame: number;
  readonly latencyMs: number;
}

/**
 * Returns the frames decoded outside of all cuts, with latencies as measured. A frame decoded after a cut stands for
 * the one that would have been decoded then without the cut: its number falls by those removed with the cut, whether it
 * was generated before, in or after it. So a frame generated before a cut but decoded in it is not lost, and one
 * generated in it is not unknown. Where the latency changed across the cut, numbers are shifted by as many frames: new
 * frames stay new, and none counts as missed.
 */
export function spliceSeen(seen: SeenFrames, cuts: readonly Cut[], made: SplicedMade, fps: number): SeenFrames {
  const spliced = [seen.frame, seen.seenMs, seen.latencyMs].map(({ length }) => new Float64Array(length));
  const [frames, times, latencies] = spliced as [Float64Array, Float64Array, Float64Array];
  const known = new Uint8Array(FRAME_NUMBERS);
  const numbering = new Renumbering(made, fps);
  let [count, passed, removedMs] = [0, 0, 0];
  for (let i = 0; i < seen.frame.length; i++) {
    const frame = seen.frame[i] ?? Number.NaN;
    const seenMs = seen.seenMs[i] ?? Number.NaN;
    const latencyMs = seen.latencyMs[i] ?? Number.NaN;
    const code = codedFrame(frame);
    const isNew = known[code] === 0;
    known[code] = 1;
    for (let cut = cuts[passed]; cut !== undefined && seenMs >= cut.toMs; cut = cuts[++passed]) {
      numbering.pass(passed);
      removedMs = cut.beforeMs + cut.toMs - cut.fromMs;
    }
    if (seenMs >= (cuts[passed]?.fromMs ?? Number.POSITIVE_INFINITY)) continue;
    const atMs = seenMs - removedMs;
    frames[count] = isNew ? numbering.newFrame(frame, atMs - latencyMs, latencyMs) : numbering.repeatedFrame(frame);
    times[count] = atMs;
    latencies[count++] = latencyMs;
  }
  return { frame: frames.slice(0, count), seenMs: times.slice(0, count), latencyMs: latencies.slice(0, count) };
}

/** Renumbers decoded frames, which are given one by one. */
class Renumbering {
  readonly #made: SplicedMade;
  readonly #fps: number;
  /** Index of the last frame generated at or before the time stamp looked up. */
  #madeIndex = 0;
  /** Frame numbers removed by the cuts passed so far. */
  #removed = 0;
  /** Shift of the numbers by changes of the latency across cuts. */
  #shift = 0;
  #hasPassed = false;
  #isJoined = true;
  #newest: Newest | undefined;

  constructor(made: SplicedMade, fps: number) {
    this.#made = made;
    this.#fps = fps;
  }

  /** Notes that all frames from now on come after this cut. */
  pass(cut: number): void {
    // The frames generated for somebody else's stream are unknown, so there are no numbers to align with.
    if (this.#made.frames.length === 0) return;
    this.#removed = this.#made.numbersRemoved[cut] ?? this.#removed;
    this.#isJoined = false;
    this.#hasPassed = true;
  }

  /** Returns the new number of a frame that was not decoded before. */
  newFrame(frame: number, stampMs: number, latencyMs: number): number {
    const aligned = frame - this.#removed;
    let number = aligned + this.#shift;
    if (!this.#matchesStamp(aligned, stampMs)) return number;
    if (!this.#isJoined && this.#newest !== undefined) {
      const shift = this.#shiftAfter(this.#newest, number, latencyMs);
      this.#shift += shift;
      number += shift;
    }
    this.#isJoined = true;
    if (this.#newest === undefined || framesAhead(number, this.#newest.frame) > 0)
      this.#newest = { frame: number, latencyMs };
    return number;
  }

  /** Returns the new number of a frame decoded before, perhaps in a cut: either way it is a repeated picture. */
  repeatedFrame(frame: number): number {
    return this.#hasPassed && this.#newest !== undefined ? this.#newest.frame : frame - this.#removed + this.#shift;
  }

  #matchesStamp(aligned: number, stampMs: number): boolean {
    const { frames } = this.#made;
    while ((frames[this.#madeIndex + 1]?.madeMs ?? Number.POSITIVE_INFINITY) <= stampMs) this.#madeIndex++;
    while (this.#madeIndex > 0 && (frames[this.#madeIndex]?.madeMs ?? 0) > stampMs) this.#madeIndex--;
    const made = frames[this.#madeIndex];
    return made !== undefined && Math.abs(framesAhead(aligned, made.frame)) <= TOLERANCE_FRAMES;
  }

  /** Returns the shift with which the first frame after a cut follows the newest before it. */
  #shiftAfter(before: Newest, number: number, latencyMs: number): number {
    const missing = framesAhead(number, before.frame) - 1;
    // The latency grew, so that other frames already have these numbers.
    if (missing < 0) return -missing;
    const caughtUp = Math.max(0, Math.round(((before.latencyMs - latencyMs) * this.#fps) / 1000));
    // Frames that the viewer caught up on were decoded in the cut; any others are lost.
    return missing <= caughtUp + LOST_AT_THE_EDGES ? -missing : -caughtUp;
  }
}
