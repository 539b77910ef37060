import type { CapturedFrame, ReaderEvent } from './frame-info.ts';

const INTERVAL_MS = 1000;
/** The truth of frames whose number is a multiple of `step` is at hand; if none of them comes for so long, another one will do. */
const PATIENCE_MS = 400;

/** Sends one frame a second to the witness; never waits for it. */
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

  /** Sends a copy if the frame is to be judged. */
  look(shot: CapturedFrame): void {
    const { number, seenMs } = shot;
    // Each viewer in its own part of the second: all judging at once would be a burst that delays every one of them.
    this.#pickedMs ??= seenMs - Math.random() * INTERVAL_MS;
    const sinceMs = seenMs - this.#pickedMs;
    if (this.#isBusy || sinceMs < INTERVAL_MS) return;
    if (number % this.#step !== 0 && sinceMs < INTERVAL_MS + PATIENCE_MS) return;
    this.#isBusy = true;
    this.#pickedMs = seenMs;
    const frame = shot.frame.clone();
    const news: ReaderEvent = { type: 'picked', shot: { ...shot, frame } };
    this.#port.postMessage(news, [frame]);
  }
}
