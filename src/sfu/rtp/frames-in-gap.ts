/** Gap in a stream's sequence numbers, and the frames around it. */
export interface SequenceGap {
  readonly packets: number;
  /** Whether the frame before it has not ended, so that its end is missing. */
  readonly tailMissing: boolean;
  /** Whether the start of the frame after it is missing; undefined if that frame does not show it. */
  readonly headMissing: boolean | undefined;
  /** RTP clock ticks from the frame before to the frame after. */
  readonly ticks: number;
  /** Undefined until frames have been complete. */
  readonly packetsPerFrame: number | undefined;
  readonly ticksPerFrame: number | undefined;
}

export interface FramesInGap {
  /** Frames of which no packet arrived. */
  readonly between: number;
  readonly headMissing: boolean;
}

/**
 * Estimates the frames that a gap swallowed entirely: no more than there was time for, and about as many as its packets
 * make. Time alone would also count frames that an encoder without a connection never sent.
 */
export function estimateFramesInGap(gap: SequenceGap): FramesInGap {
  const { packets, ticks, packetsPerFrame = 1, ticksPerFrame } = gap;
  const tail = gap.tailMissing ? 1 : 0;
  const intervals = ticksPerFrame === undefined || ticksPerFrame <= 0 ? 1 : Math.round(ticks / ticksPerFrame);
  const maxByTime = Math.max(0, intervals - 1);
  // If the frame before is incomplete, it lacks at least one packet: its end.
  const headMissing = gap.headMissing ?? packets > tail;
  const remaining = packets - tail - (headMissing ? 1 : 0);
  if (remaining <= 0) return { between: 0, headMissing };
  // Between two complete frames, the gap holds at least one frame.
  const minimum = !gap.tailMissing && !headMissing ? 1 : 0;
  return {
    between: Math.min(maxByTime, remaining, Math.max(minimum, Math.round(remaining / packetsPerFrame))),
    headMissing,
  };
}
