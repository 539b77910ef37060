import { sleep } from '../../lib/clock.ts';

/** Most calls before others have their turn, after a hold-up too. */
const TURN = 64;

/**
 * Calls `send` each `gapMs` until it says to stop or the count is reached. `steady`: a sender that was held up does not catch up,
 * so that probes stay single; otherwise it does, in turns, so that the rate stays what was asked.
 */
export async function paced(
  { count, gapMs, steady, signal }: { count: number; gapMs: number; steady: boolean; signal: AbortSignal },
  send: (index: number) => boolean,
): Promise<void> {
  let startMs = performance.now();
  for (let index = 0; index < count; ) {
    const behindMs = performance.now() - (startMs + index * gapMs);
    if (steady && behindMs > gapMs) startMs += behindMs;
    for (let turn = 0; turn < TURN && index < count && startMs + index * gapMs <= performance.now(); turn++) {
      if (!send(index)) return;
      index++;
      if (steady) break;
    }
    await sleep(1, signal);
  }
}
