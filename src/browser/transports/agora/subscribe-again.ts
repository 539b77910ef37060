import type { SessionListener } from '../page-transport.ts';

const ATTEMPTS = 3;
const PAUSE_MS = 1000;

export interface SubscribeAgainOptions {
  readonly kind: 'video' | 'audio';
  /** Why the first attempt failed. */
  readonly error: unknown;
  readonly again: () => Promise<void>;
  /** Whether the host still publishes it. */
  readonly isWanted: () => boolean;
  readonly note: SessionListener['note'];
  readonly signal: AbortSignal;
}

/** Notes a subscription that failed while watching, and tries it again, twice at most, a second apart. Does not throw. */
export async function subscribeAgain(options: SubscribeAgainOptions): Promise<void> {
  const { kind, again, isWanted, note, signal } = options;
  let { error } = options;
  for (let attempt = 1; !signal.aborted; attempt++) {
    note('transport', { what: 'subscribe-failed', kind, attempt, reason: String(error) });
    if (attempt === ATTEMPTS) return;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    if (signal.aborted || !isWanted()) return;
    try {
      await again();
      note('transport', { what: 'subscribed', kind, attempt: attempt + 1 });
      return;
    } catch (reason) {
      error = reason;
    }
  }
}
