/**
 * Frames that a viewer decoded, in decoding order, in columns of equal length: fifty viewers see five million in an
 * hour, which would take four times the memory as objects.
 */
export interface SeenFrames {
  /** Frame numbers from the time code. */
  readonly frame: Float64Array;
  /** Wall time of decoding, in ascending order. */
  readonly seenMs: Float64Array;
  /** Time of decoding minus time stamp. */
  readonly latencyMs: Float64Array;
}
