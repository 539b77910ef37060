/**
 * Frames a viewer decoded, in the order they were decoded, in columns of equal length: fifty viewers see five million in
 * an hour, and as objects they would take four times the memory.
 */
export interface SeenFrames {
  /** From the time code. */
  readonly frame: Float64Array;
  /** Wall time of decoding; never falls. */
  readonly seenMs: Float64Array;
  /** Decoded minus stamped. */
  readonly latencyMs: Float64Array;
}
