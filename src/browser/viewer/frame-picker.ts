import type { CapturedFrame, ReaderEvent } from './frame-info.ts';

const INTERVAL_MS = 1000;
/**
 * Extra time to wait for a frame whose number is a multiple of `step`, for which a reference is available; then any frame will
 * do.
 */
const PATIENCE_MS = 400;

/** Sends one frame a second to the analyzer; never waits for it. */
export class FramePicker {
  readonly #port: MessagePort;
  readonly #step: number;
  #isBusy = false;
  #pickedMs: number | undefined;

  constructor(port: MessagePort, step: number) {
    this.#port = port;
    this.#step = step;
    port.onmessage = () => {
      this.#isBusy = false;
    };
  }

  /** Sends a copy of the frame if it is due for analysis. */
  offer(captured: CapturedFrame): void {
    const { number, seenMs } = captured;
    // Each viewer picks in its own part of the second: if all analyzed at once, the burst would delay every one of them.
    this.#pickedMs ??= seenMs - Math.random() * INTERVAL_MS;
    const sinceMs = seenMs - this.#pickedMs;
    if (this.#isBusy || sinceMs < INTERVAL_MS) return;
    if (number % this.#step !== 0 && sinceMs < INTERVAL_MS + PATIENCE_MS) return;
    this.#isBusy = true;
    this.#pickedMs = seenMs;
    const frame = captured.frame.clone();
    const event: ReaderEvent = { type: 'picked', captured: { ...captured, frame } };
    this.#port.postMessage(event, [frame]);
  }
}
