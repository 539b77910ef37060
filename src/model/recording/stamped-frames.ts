/**
 * Sampled frames a viewer saw whose way is known, in the order they were seen, in columns of equal length. The
 * durations follow one another without a gap: they sum to `latencyMs`.
 */
export interface StampedFrames {
  /** Wall time of decoding; never falls. */
  readonly seenMs: Float64Array;
  /** Decoded minus stamped. */
  readonly latencyMs: Float64Array;
  /** Time from the stamp in the picture to the frame's first packet leaving the publisher. */
  readonly encodingMs: Float64Array;
  /** Time from its first to its last packet leaving the publisher. */
  readonly sendingMs: Float64Array;
  /** Time until its last packet reached the origin. */
  readonly firstMileMs: Float64Array;
  /** Time until its last packet left the origin for the first time. */
  readonly originMs: Float64Array;
  /** Time until its last packet reached the viewer, resends included. */
  readonly pathMs: Float64Array;
  /** Time until its decoded picture was read. */
  readonly viewerMs: Float64Array;
}

export const STAMPED_COLUMNS = [
  'seenMs',
  'latencyMs',
  'encodingMs',
  'sendingMs',
  'firstMileMs',
  'originMs',
  'pathMs',
  'viewerMs',
] as const satisfies readonly (keyof StampedFrames)[];
