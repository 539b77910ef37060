import { blockOf } from '../quality/clip-bands.ts';
import type { CapturedFrame, ReaderEvent } from './frame-info.ts';

const INTERVAL_MS = 1000;
/** Extra time to wait for a frame with a reference; then any frame will do. */
const PATIENCE_MS = 400;

/** Frames for which there is a reference to compare them with. */
export interface ReferencedFrames {
  /** Number of frames of which one has a reference. */
  readonly step: number;
  /** The one whose number is a multiple of `step`, or the first new picture of as many frames (BandCutter). */
  readonly which: 'multiple' | 'first';
}

/** Sends one frame a second to the analyzer; never waits for it. */
export class FramePicker {
  readonly #port: MessagePort;
  readonly #referenced: ReferencedFrames;
  #previous: number | undefined;
  #isBusy = false;
  #pickedMs: number | undefined;

  constructor(port: MessagePort, referenced: ReferencedFrames) {
    this.#port = port;
    this.#referenced = referenced;
    port.onmessage = () => {
      this.#isBusy = false;
    };
  }

  /** Sends a copy of the frame if it is due for analysis. */
  offer(captured: CapturedFrame): void {
    const { number, seenMs } = captured;
    const hasReference = this.#hasReference(number);
    this.#previous = number;
    // Each viewer picks in its own part of the second: if all analyzed at once, the burst would delay every one of them.
    this.#pickedMs ??= seenMs - Math.random() * INTERVAL_MS;
    const sinceMs = seenMs - this.#pickedMs;
    if (this.#isBusy || sinceMs < INTERVAL_MS) return;
    if (!hasReference && sinceMs < INTERVAL_MS + PATIENCE_MS) return;
    this.#isBusy = true;
    this.#pickedMs = seenMs;
    const frame = captured.frame.clone();
    const event: ReaderEvent = { type: 'picked', captured: { ...captured, frame } };
    this.#port.postMessage(event, [frame]);
  }

  /** Returns whether a frame has a reference, as far as the frames before it show. */
  #hasReference(number: number): boolean {
    const { step, which } = this.#referenced;
    if (which === 'multiple') return number % step === 0;
    return this.#previous !== undefined && blockOf(number, step) !== blockOf(this.#previous, step);
  }
}
