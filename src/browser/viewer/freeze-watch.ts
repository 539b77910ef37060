import type { PicturePlan } from '../snapshots/picture-plan.ts';
import type { CapturedFrame, ReaderEvent } from './frame-info.ts';
import { IncidentGate } from './incident-gate.ts';

/** As metrics/freezes.ts: W3C webrtc-stats, freezeCount. */
const AVERAGED_FRAMES = 30;
const ENOUGH_DURATIONS = 5;
const MARGIN_MS = 150;
const FACTOR = 3;
/** A picture that has stood still for so long is told of before it ends: it may never. */
const LONG_MS = 2000;

type FreezeNews = Extract<ReaderEvent, { type: 'freeze' }>;

/**
 * Keeps the last frame open until the next has come: if that takes too long, both go to the witness. One frame is all that
 * is held back of the decoder's.
 */
export class FreezeWatch {
  readonly #tell: (news: FreezeNews, frames: VideoFrame[]) => void;
  readonly #gate: IncidentGate;
  readonly #durations: number[] = [];
  #last: CapturedFrame | undefined;
  /** False once its frame was given back. */
  #isHeld = false;
  /** Begun and told of, not over. */
  #open: string | undefined;
  #count = 0;

  constructor(plan: PicturePlan, tell: (news: FreezeNews, frames: VideoFrame[]) => void) {
    this.#gate = new IncidentGate(plan);
    this.#tell = tell;
  }

  /**
   * The next has come, and what it shows is not known yet: the last one is given back at once if it did not stand still. Held any
   * longer, it costs a viewer 5 MiB of the decoder's memory.
   */
  arrived(seenMs: number): void {
    const last = this.#last;
    if (last === undefined || !this.#isHeld || this.#open !== undefined) return;
    if (seenMs - last.seenMs >= this.#thresholdMs()) return;
    last.frame.close();
    this.#isHeld = false;
  }

  /** Takes the frame over. One that has been seen before moves nothing. */
  saw(shot: CapturedFrame): void {
    const last = this.#last;
    if (last?.number === shot.number) {
      // The same picture: it takes the place of the one that was given back.
      if (this.#isHeld) shot.frame.close();
      else this.#last = { ...last, frame: shot.frame };
      this.#isHeld = true;
      return;
    }
    const wasHeld = this.#isHeld;
    this.#last = shot;
    this.#isHeld = true;
    if (last === undefined) return;
    const stillMs = shot.seenMs - last.seenMs;
    if (this.#open !== undefined) this.#end(this.#open, last, shot);
    else if (wasHeld && stillMs >= this.#thresholdMs() && this.#gate.admits(shot.seenMs, stillMs))
      this.#end(this.#next(), last, shot);
    this.#open = undefined;
    this.#durations.push(stillMs);
    if (this.#durations.length > AVERAGED_FRAMES) this.#durations.shift();
    if (wasHeld) last.frame.close();
  }

  /** Now and then: whether the picture stands still. */
  look(nowMs: number): void {
    const last = this.#last;
    if (last === undefined || !this.#isHeld || this.#open !== undefined || nowMs - last.seenMs < LONG_MS) return;
    if (!this.#gate.admits(nowMs, nowMs - last.seenMs)) return;
    this.#open = this.#next();
    const at = copyOf(last);
    this.#tell({ type: 'freeze', incident: this.#open, fromMs: last.seenMs, at }, [at.frame]);
  }

  #end(incident: string, from: CapturedFrame, to: CapturedFrame): void {
    const isTold = this.#open !== undefined;
    const after = copyOf(to);
    const news = { type: 'freeze', incident, fromMs: from.seenMs, toMs: to.seenMs, after } as const;
    const at = isTold ? undefined : copyOf(from);
    if (at === undefined) this.#tell(news, [after.frame]);
    else this.#tell({ ...news, at }, [at.frame, after.frame]);
  }

  #next(): string {
    return `freeze-${++this.#count}`;
  }

  #thresholdMs(): number {
    const { length } = this.#durations;
    if (length < ENOUGH_DURATIONS) return Number.POSITIVE_INFINITY;
    const averageMs = this.#durations.reduce((sum, ms) => sum + ms, 0) / length;
    return Math.max(FACTOR * averageMs, averageMs + MARGIN_MS);
  }
}

/** Of the same buffer; each is closed by who has it. */
function copyOf(shot: CapturedFrame): CapturedFrame {
  return { ...shot, frame: shot.frame.clone() };
}
