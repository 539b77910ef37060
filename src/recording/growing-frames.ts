import type { FramesSeenLine } from '../model/recording/frame-lines.ts';
import { shortestMs } from '../model/recording/frame-numbers.ts';
import type { SeenFrames } from '../model/recording/seen-frames.ts';
import { GrowingColumns } from './growing-columns.ts';

/** Decoded frames of one viewer. */
export class GrowingFrames {
  readonly #columns = new GrowingColumns(['frame', 'seenMs', 'latencyMs']);

  add(line: FramesSeenLine): void {
    for (let i = 0; i < line.frame.length; i++) {
      const [frame, seenMs, latencyMs] = [line.frame[i], line.seenMs[i], line.latencyMs[i]];
      if (frame === undefined || seenMs === undefined || latencyMs === undefined) continue;
      // In older recordings, a frame decoded just before its time stamp has a latency of 18.6 h.
      this.#columns.add({ frame, seenMs: line.baseMs + seenMs, latencyMs: shortestMs(latencyMs, 0) });
    }
  }

  /** Returns the frames in order of time. */
  finish(): SeenFrames {
    return this.#columns.finish('seenMs');
  }
}
