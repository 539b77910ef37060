import { AVERAGED_FRAMES, FREEZE_FACTOR, FREEZE_MARGIN_MS } from '../../model/result/freeze-rule.ts';
import type { PicturePlan } from '../snapshots/picture-plan.ts';
import type { CapturedFrame, ReaderEvent } from './frame-info.ts';
import { IncidentGate } from './incident-gate.ts';

const LEAST_DURATIONS = 5;
/** A freeze this long is reported before it ends: it may never end. */
const LONG_MS = 2000;

type FreezeEvent = Extract<ReaderEvent, { type: 'freeze' }>;

/**
 * Detects freezes: keeps the last frame open until the next has arrived, and if that takes too long, sends both to the analyzer.
 * It holds back one frame of the decoder's, no more.
 */
export class FreezeDetector {
  readonly #report: (event: FreezeEvent, frames: VideoFrame[]) => void;
  readonly #gate: IncidentGate;
  readonly #durations: number[] = [];
  #last: CapturedFrame | undefined;
  /** False once its frame has been given back to the decoder. */
  #isHeld = false;
  /** Id of a freeze that has been reported and has not ended. */
  #open: string | undefined;
  #count = 0;

  constructor(plan: PicturePlan, report: (event: FreezeEvent, frames: VideoFrame[]) => void) {
    this.#gate = new IncidentGate(plan);
    this.#report = report;
  }

  /**
   * Notes that the next frame has arrived, its content not yet known: gives the last one back at once if it did not stand still.
   * Held any longer, it costs a viewer 5 MiB of the decoder's memory.
   */
  arrived(seenMs: number): void {
    const last = this.#last;
    if (last === undefined || !this.#isHeld || this.#open !== undefined) return;
    if (seenMs - last.seenMs >= this.#thresholdMs()) return;
    last.frame.close();
    this.#isHeld = false;
  }

  /** Takes over a frame whose time code has been read. A frame that repeats the last one's number does not end a freeze. */
  add(captured: CapturedFrame): void {
    const last = this.#last;
    if (last?.number === captured.number) {
      // The same picture: it replaces the one that was given back.
      if (this.#isHeld) captured.frame.close();
      else this.#last = { ...last, frame: captured.frame };
      this.#isHeld = true;
      return;
    }
    const wasHeld = this.#isHeld;
    this.#last = captured;
    this.#isHeld = true;
    if (last === undefined) return;
    const stillMs = captured.seenMs - last.seenMs;
    if (this.#open !== undefined) this.#end(this.#open, last, captured);
    else if (wasHeld && stillMs >= this.#thresholdMs() && this.#gate.admits(captured.seenMs, stillMs))
      this.#end(this.#nextId(), last, captured);
    this.#open = undefined;
    this.#durations.push(stillMs);
    if (this.#durations.length > AVERAGED_FRAMES) this.#durations.shift();
    if (wasHeld) last.frame.close();
  }

  /** Checks whether the picture stands still now. Call it now and then. */
  check(nowMs: number): void {
    const last = this.#last;
    if (last === undefined || !this.#isHeld || this.#open !== undefined || nowMs - last.seenMs < LONG_MS) return;
    if (!this.#gate.admits(nowMs, nowMs - last.seenMs)) return;
    this.#open = this.#nextId();
    const at = copyOf(last);
    this.#report({ type: 'freeze', incident: this.#open, fromMs: last.seenMs, at }, [at.frame]);
  }

  /** Gives back the frame it holds. Not to be used afterwards. */
  end(): void {
    if (this.#isHeld) this.#last?.frame.close();
    this.#isHeld = false;
  }

  #end(incident: string, from: CapturedFrame, to: CapturedFrame): void {
    const isReported = this.#open !== undefined;
    const after = copyOf(to);
    const event = { type: 'freeze', incident, fromMs: from.seenMs, toMs: to.seenMs, after } as const;
    const at = isReported ? undefined : copyOf(from);
    if (at === undefined) this.#report(event, [after.frame]);
    else this.#report({ ...event, at }, [at.frame, after.frame]);
  }

  #nextId(): string {
    return `freeze-${++this.#count}`;
  }

  #thresholdMs(): number {
    const { length } = this.#durations;
    if (length < LEAST_DURATIONS) return Number.POSITIVE_INFINITY;
    const averageMs = this.#durations.reduce((sum, ms) => sum + ms, 0) / length;
    return Math.max(FREEZE_FACTOR * averageMs, averageMs + FREEZE_MARGIN_MS);
  }
}

/** Clones a frame; both share one buffer, and each is closed by its holder. */
function copyOf(captured: CapturedFrame): CapturedFrame {
  return { ...captured, frame: captured.frame.clone() };
}
