import { kernelMs } from '../../linux/socket-calls.ts';

/** Number of clock comparisons; the one that took the least time is the most accurate. */
const COMPARISONS = 9;

/** Returns the time of the packet-stamping wall clock at time 0 of `now`. It changes when that clock is set or slewed. */
export function wallEpochMs(now: () => number): number {
  let leastMs = Number.POSITIVE_INFINITY;
  let epochMs = 0;
  for (let comparison = 0; comparison < COMPARISONS; comparison++) {
    const beforeMs = now();
    const wallMs = kernelMs();
    const afterMs = now();
    if (afterMs - beforeMs >= leastMs) continue;
    leastMs = afterMs - beforeMs;
    epochMs = wallMs - (beforeMs + afterMs) / 2;
  }
  return epochMs;
}
