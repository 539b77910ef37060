import { kernelMs } from '../../linux/socket-calls.ts';

/** Of several looks at two clocks the one in which least time passed is the truest. */
const LOOKS = 9;

/** What the wall clock that stamps packets shows at time 0 of `now`. It moves where somebody sets or slews the clock. */
export function wallEpochMs(now: () => number): number {
  let leastMs = Number.POSITIVE_INFINITY;
  let epochMs = 0;
  for (let look = 0; look < LOOKS; look++) {
    const beforeMs = now();
    const wallMs = kernelMs();
    const afterMs = now();
    if (afterMs - beforeMs >= leastMs) continue;
    leastMs = afterMs - beforeMs;
    epochMs = wallMs - (beforeMs + afterMs) / 2;
  }
  return epochMs;
}
