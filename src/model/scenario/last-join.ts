import type { ViewerPlan } from './take.ts';

/** Returns when the last viewer joins of those who do before the measured time, ms after the first may; 0 for none. */
export function lastJoinMs(viewers: readonly ViewerPlan[]): number {
  return viewers.reduce((last, { joinsAfterMs = 0 }) => Math.max(last, joinsAfterMs), 0);
}
