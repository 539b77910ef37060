import { sleep, wallMs } from '../lib/clock.ts';
import type { RecordLine } from '../model/recording/recording.ts';
import type { Pace } from '../pace/pace.ts';
import type { Publisher } from '../participants/publisher.ts';

/** Longest wait for the publisher to reach its bitrate after the warm-up; then the window opens anyway. */
const RAMP_LIMIT_MS = 12_000;
/** Share of the bitrate cap that counts as reached: the bandwidth estimator settles a little below the cap. */
const TARGET_REACHED = 0.975;
/** Consecutive seconds in which nothing may be late before the window opens. */
const SETTLED_SECONDS = 2;
/** Longest wait for the machine to settle; then the window opens anyway. */
const SETTLE_LIMIT_MS = 30_000;
/** Largest share of the seconds since viewers joined that may be spoilt; validity allows a fifth. */
const MOST_SPOILT = 0.15;
const POLL_INTERVAL_MS = 250;
const SECOND_MS = 1000;

interface TargetWait {
  /** Cap of the encoder's bitrate, bit/s. */
  readonly bitrateBps: number;
  readonly publishedMs: number;
  readonly signal: AbortSignal;
  readonly record: (line: RecordLine) => void;
}

/** Waits until the encoder's target has reached the bitrate it was asked for, or time is up; records which it was. */
export async function waitForTargetBitrate(
  publisher: Publisher,
  { bitrateBps, publishedMs, signal, record }: TargetWait,
): Promise<void> {
  const isReached = () => (publisher.targetBitrateBps ?? 0) >= bitrateBps * TARGET_REACHED;
  await pollUntil(isReached, RAMP_LIMIT_MS, signal);
  const sinceConnectMs = wallMs() - publishedMs;
  record({
    ...{ type: 'event', atMs: wallMs(), source: 'publisher' },
    name: isReached() ? 'target-reached' : 'target-not-reached',
    detail: { sinceConnectMs },
  });
}

/**
 * Waits until the machine has kept up for some seconds at one factor, and what was late before is a small part of the time
 * since viewers joined: buffers that grew under that lateness are back to normal. Gives up after a while: the window then
 * shows what the machine does.
 */
export async function waitUntilSettled(pace: Pace, joinedMs: number, signal: AbortSignal): Promise<void> {
  if (!pace.isSteered) return;
  const isSettled = () => {
    const seconds = Math.floor((wallMs() - joinedMs) / SECOND_MS);
    const spoilt = pace.spoiltSeconds(joinedMs, seconds).length;
    return pace.goodSeconds >= SETTLED_SECONDS && spoilt <= MOST_SPOILT * seconds;
  };
  await pollUntil(isSettled, SETTLE_LIMIT_MS, signal);
}

async function pollUntil(condition: () => boolean, limitMs: number, signal: AbortSignal): Promise<void> {
  const endMs = wallMs() + limitMs;
  while (!condition() && wallMs() < endMs) await sleep(POLL_INTERVAL_MS, signal);
}
