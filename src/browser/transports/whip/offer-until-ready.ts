import type { SessionListener } from '../page-transport.ts';
import { WhipError } from './whip-error.ts';
import { type Offered, WhipResource } from './whip-resource.ts';
import type { WhipTask } from './whip-task.ts';

/** Statuses that mean "not yet". 409: nobody publishes, or the previous session holds the place; 425, 429, 503: as in HTTP. */
const NOT_YET: readonly number[] = [409, 425, 429, 503];
/** Status that many servers, MediaMTX among them, answer about a stream that does not exist yet. */
const NOT_FOUND = 404;
/** Time for the server to get ready: the part of an attempt's 10 s that connecting does not need. */
const LIMIT_MS = 8000;
/** Pause where the server does not say when to retry. */
const PAUSE_MS = 1000;
/** Shortest pause, even where the server says "at once". */
const MIN_PAUSE_MS = 250;

/** Role and recording of the side that offers. */
export interface Offerer {
  readonly watches: boolean;
  readonly note: SessionListener['note'];
}

/**
 * Offers again, when the server says to retry, while it answers that it is not ready, for a bounded time. Notes each refusal;
 * throws the last one, with how often and how long it was asked. Throws a permanent refusal at once.
 */
export async function offerUntilReady(
  task: WhipTask,
  sdp: string,
  signal: AbortSignal,
  { watches, note }: Offerer,
): Promise<Offered> {
  const startMs = performance.now();
  for (let attempt = 1; ; attempt++) {
    try {
      return await WhipResource.offer(task, sdp, signal);
    } catch (error) {
      if (!(error instanceof WhipError) || !isNotYet(error.status, watches)) throw error;
      const waitMs = Math.max(MIN_PAUSE_MS, error.retryAfterMs ?? PAUSE_MS);
      const waitedMs = performance.now() - startMs;
      if (waitedMs + waitMs > LIMIT_MS || signal.aborted)
        throw error.afterRetries(attempt, waitedMs, error.retryAfterMs);
      note('transport', { what: 'not-ready', status: error.status, attempt, waitMs: Math.round(waitMs) });
      await pause(waitMs, signal);
      // The server did answer: that it did not in time would be said of a request that is not sent any more.
      if (signal.aborted) throw error.afterRetries(attempt, performance.now() - startMs, error.retryAfterMs);
    }
  }
}

function isNotYet(status: number, watches: boolean): boolean {
  return NOT_YET.includes(status) || (watches && status === NOT_FOUND);
}

/** Waits; returns early when the signal aborts. */
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
