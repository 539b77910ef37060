/**
 * Returns the step to write for an RTP timestamp after another: their difference, 4 digits instead of 10. The first
 * timestamp of a line is its own step.
 */
export function rtpStep(timestamp: number, before: number | undefined): number {
  return before === undefined ? timestamp : (timestamp - before) | 0;
}

/** Returns the timestamps that a line's steps lead to; they wrap at 32 bits. */
export function timestampsOf(steps: readonly number[]): number[] {
  let timestamp = 0;
  return steps.map((step) => {
    timestamp = (timestamp + step) >>> 0;
    return timestamp;
  });
}
