/** Wait after a viewer's first request, which is served at once; it doubles with every further one. */
const WAIT_MS = 3000;
const MAX_WAIT_MS = 12_000;
/** Time without a served request after which a viewer starts afresh. */
const RESET_MS = 15_000;

interface Requester {
  readonly servedMs: number;
  /** Wait until the next request is served. */
  readonly waitMs: number;
}

/**
 * Serves each viewer less often the more it asks. Refused requests do not count: otherwise a viewer that keeps asking
 * would never start afresh.
 */
export class KeyframeRequestThrottle {
  readonly #requesters = new Map<string, Requester>();

  admits(viewer: string, nowMs: number): boolean {
    const requester = this.#requesters.get(viewer);
    const isNew = requester === undefined || nowMs - requester.servedMs > RESET_MS;
    if (!isNew && nowMs - requester.servedMs < requester.waitMs) return false;
    const waitMs = isNew ? WAIT_MS : Math.min(MAX_WAIT_MS, requester.waitMs * 2);
    this.#requesters.set(viewer, { servedMs: nowMs, waitMs });
    return true;
  }

  forget(viewer: string): void {
    this.#requesters.delete(viewer);
  }
}
