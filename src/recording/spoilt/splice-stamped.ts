import { type Cut, isCutOut, joinedMs } from '../../model/recording/cuts.ts';
import { STAMPED_COLUMNS, type StampedFrames } from '../../model/recording/stamped-frames.ts';

/** Returns the frames seen outside of all cuts, their stages as measured, moved back as the frames seen are (splice-seen.ts). */
export function spliceStamped(frames: StampedFrames, cuts: readonly Cut[]): StampedFrames {
  const isKept = Array.from(frames.seenMs, (seenMs) => !isCutOut(cuts, seenMs));
  const kept = STAMPED_COLUMNS.map((name) => [name, frames[name].filter((_, place) => isKept[place])] as const);
  const columns = Object.fromEntries(kept) as Record<(typeof STAMPED_COLUMNS)[number], Float64Array>;
  return { ...columns, seenMs: columns.seenMs.map((seenMs) => joinedMs(cuts, seenMs)) };
}
