import type { FramesSeenLine } from '../model/recording/frame-lines.ts';
import { shortestMs } from '../model/recording/frame-numbers.ts';
import type { SeenFrames } from '../model/recording/seen-frames.ts';

const FIRST_CAPACITY = 1024;

/** Decoded frames of one viewer, collected in columns that grow by doubling. */
export class GrowingFrames {
  #length = 0;
  #frame = new Float64Array(FIRST_CAPACITY);
  #seenMs = new Float64Array(FIRST_CAPACITY);
  #latencyMs = new Float64Array(FIRST_CAPACITY);
  #isInOrder = true;

  add(line: FramesSeenLine): void {
    this.#reserve(line.frame.length);
    let lastMs = this.#seenMs[this.#length - 1] ?? Number.NEGATIVE_INFINITY;
    for (let i = 0; i < line.frame.length; i++) {
      const [frame, seenMs, latencyMs] = [line.frame[i], line.seenMs[i], line.latencyMs[i]];
      if (frame === undefined || seenMs === undefined || latencyMs === undefined) continue;
      const atMs = line.baseMs + seenMs;
      if (atMs < lastMs) this.#isInOrder = false;
      lastMs = atMs;
      this.#frame[this.#length] = frame;
      this.#seenMs[this.#length] = atMs;
      // In older recordings, a frame decoded just before its time stamp has a latency of 18.6 h.
      this.#latencyMs[this.#length++] = shortestMs(latencyMs, 0);
    }
  }

  /** Returns the frames in order of time, in columns of just their size. */
  finish(): SeenFrames {
    const [frame, seenMs, latencyMs] = [this.#frame, this.#seenMs, this.#latencyMs].map((column) =>
      column.slice(0, this.#length),
    ) as [Float64Array, Float64Array, Float64Array];
    if (this.#isInOrder) return { frame, seenMs, latencyMs };
    // The sort is stable: frames of one moment keep the order they were written in.
    const order = Array.from(seenMs.keys()).sort((a, b) => (seenMs[a] ?? 0) - (seenMs[b] ?? 0));
    const sorted = (column: Float64Array) => Float64Array.from(order, (place) => column[place] ?? Number.NaN);
    return { frame: sorted(frame), seenMs: sorted(seenMs), latencyMs: sorted(latencyMs) };
  }

  #reserve(more: number): void {
    let capacity = this.#frame.length;
    if (this.#length + more <= capacity) return;
    while (capacity < this.#length + more) capacity *= 2;
    this.#frame = enlarged(this.#frame, capacity);
    this.#seenMs = enlarged(this.#seenMs, capacity);
    this.#latencyMs = enlarged(this.#latencyMs, capacity);
  }
}

function enlarged(column: Float64Array, capacity: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(capacity);
  larger.set(column);
  return larger;
}
