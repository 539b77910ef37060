/** A hole in the numbers of a stream, and what stands around it. */
export interface Hole {
  readonly packets: number;
  /** The frame before it has not ended: its end is among what is missing. */
  readonly tailMissing: boolean;
  /** Whether the beginning of the frame after it is; undefined where that frame does not tell. */
  readonly headMissing: boolean | undefined;
  /** From the frame before to the one after, by their timestamps. */
  readonly ticks: number;
  /** Undefined until frames came whole. */
  readonly packetsPerFrame: number | undefined;
  readonly ticksPerFrame: number | undefined;
}

export interface FramesInHole {
  /** Frames of which nothing came. */
  readonly between: number;
  readonly headMissing: boolean;
}

/**
 * Frames that a hole swallowed whole: no more than there was time for, and about as many as its packets make. Time alone would count
 * those that an encoder without a line never sent.
 */
export function framesInHole(hole: Hole): FramesInHole {
  const { packets, ticks, packetsPerFrame = 1, ticksPerFrame } = hole;
  const tail = hole.tailMissing ? 1 : 0;
  const intervals = ticksPerFrame === undefined || ticksPerFrame <= 0 ? 1 : Math.round(ticks / ticksPerFrame);
  const timeFor = Math.max(0, intervals - 1);
  // What the frame before lacks is one packet at least: its end.
  const headMissing = hole.headMissing ?? packets > tail;
  const left = packets - tail - (headMissing ? 1 : 0);
  if (left <= 0) return { between: 0, headMissing };
  // Between two frames that lack nothing, what is missing is frames.
  const least = !hole.tailMissing && !headMissing ? 1 : 0;
  return { between: Math.min(timeFor, left, Math.max(least, Math.round(left / packetsPerFrame))), headMissing };
}
