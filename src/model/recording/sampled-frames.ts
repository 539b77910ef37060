/** Frames of which one has its stages recorded: ten a second of 30 fps are enough for a median and a course. */
const ONE_IN = 3;
/** 2^32 over the golden ratio (Knuth, multiplicative hashing): spreads timestamps evenly, whatever the frame rate. */
const MULTIPLIER = 0x9e3779b1;

/**
 * Returns whether the stages of a frame's latency are recorded. The origin and the viewer's page decide alike without
 * talking, from the RTP timestamp that the viewer gets.
 */
export function isSampledFrame(rtpTimestamp: number): boolean {
  return Math.imul(rtpTimestamp, MULTIPLIER) >>> 0 < 2 ** 32 / ONE_IN;
}
