import type { SessionListener } from '../page-transport.ts';
import type { WhipTask } from '../whip-task.ts';
import { WhipError } from './whip-error.ts';
import { type Offered, WhipResource } from './whip-resource.ts';

/** Answers that mean "not yet". 409: nobody publishes, or the former session holds the place; 425, 429, 503: as HTTP has them. */
const NOT_YET: readonly number[] = [409, 425, 429, 503];
/** What many a server answers about a stream that is not there yet (MediaMTX among them). */
const NOT_THERE = 404;
/** For the server to get ready: of the 10 s that an attempt has, what connecting does not need. */
const LIMIT_MS = 8000;
/** Where the server does not say when to come again. */
const PAUSE_MS = 1000;
/** Even where it says "at once". */
const MIN_PAUSE_MS = 250;

export interface Waiting {
  readonly watches: boolean;
  readonly note: SessionListener['note'];
}

/**
 * Offers again while the server answers that it is not ready, when it says to come again, for a bounded time. Each refusal is
 * noted; the last one is thrown, with how often and how long it was asked. What is refused for good is thrown at once.
 */
export async function offerUntilReady(
  task: WhipTask,
  sdp: string,
  signal: AbortSignal,
  { watches, note }: Waiting,
): Promise<Offered> {
  const begunMs = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await WhipResource.offer(task, sdp, signal);
    } catch (error) {
      if (!(error instanceof WhipError) || !isNotYet(error.status, watches)) throw error;
      const waitMs = Math.max(MIN_PAUSE_MS, error.retryAfterMs ?? PAUSE_MS);
      const waitedMs = performance.now() - begunMs;
      if (waitedMs + waitMs > LIMIT_MS || signal.aborted) throw error.asked(attempt, waitedMs, error.retryAfterMs);
      note('transport', { what: 'not-ready', status: error.status, attempt, waitMs: Math.round(waitMs) });
      await pause(waitMs, signal);
    }
  }
}

function isNotYet(status: number, watches: boolean): boolean {
  return NOT_YET.includes(status) || (watches && status === NOT_THERE);
}

/** Shorter when the signal aborts: then the next request says so. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
