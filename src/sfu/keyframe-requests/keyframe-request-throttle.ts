/** Wait after a viewer's first request, which is served at once; it doubles with every further one. */
const REPEAT_MS = 3000;
const MAX_REPEAT_MS = 12_000;
/** Time without a served request after which a viewer starts afresh. */
const FORGIVE_MS = 15_000;

interface Asker {
  readonly servedMs: number;
  /** Wait until the next request is served. */
  readonly waitMs: number;
}

/**
 * Serves each viewer less often the more it asks. Refused requests do not count: otherwise a viewer that keeps asking
 * would never start afresh.
 */
export class PatientAskers {
  readonly #askers = new Map<string, Asker>();

  hears(asker: string, nowMs: number): boolean {
    const known = this.#askers.get(asker);
    const isNew = known === undefined || nowMs - known.servedMs > FORGIVE_MS;
    if (!isNew && nowMs - known.servedMs < known.waitMs) return false;
    const waitMs = isNew ? REPEAT_MS : Math.min(MAX_REPEAT_MS, known.waitMs * 2);
    this.#askers.set(asker, { servedMs: nowMs, waitMs });
    return true;
  }

  forget(asker: string): void {
    this.#askers.delete(asker);
  }
}
