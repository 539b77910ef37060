import { GRAINS } from './shelf.ts';
import type { PickedFrame } from './witness-worker.ts';

const INTERVAL_MS = 1000;
/** The truth of frames with the first grain is at hand; if none of them comes for so long, another one will do. */
const PATIENCE_MS = 400;

/** Sends one frame a second to the judge of clarity; never waits for it. */
export class FramePicker {
  readonly #port: MessagePort;
  #isBusy = false;
  #pickedMs: number | undefined;

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = () => {
      this.#isBusy = false;
    };
  }

  /** Takes the frame over if it is to be judged; else it stays the caller's to close. */
  pick(frame: VideoFrame, number: number, seenMs: number): boolean {
    // Each viewer in its own part of the second: all judging at once would be a burst that delays every one of them.
    this.#pickedMs ??= seenMs - Math.random() * INTERVAL_MS;
    const sinceMs = seenMs - this.#pickedMs;
    if (this.#isBusy || sinceMs < INTERVAL_MS) return false;
    if (number % GRAINS !== 0 && sinceMs < INTERVAL_MS + PATIENCE_MS) return false;
    this.#isBusy = true;
    this.#pickedMs = seenMs;
    const picked: PickedFrame = { frame, number, seenMs };
    this.#port.postMessage(picked, [frame]);
    return true;
  }
}
