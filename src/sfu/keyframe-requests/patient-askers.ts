/** An asker's first request is served at once; one that goes on asking waits this long, then twice as long, and so on. */
const REPEAT_MS = 3000;
const MAX_REPEAT_MS = 12_000;
/** One that was not served for so long begins anew. */
const FORGIVE_MS = 15_000;

interface Asker {
  readonly servedMs: number;
  /** Until it is served again. */
  readonly waitMs: number;
}

/** Serves each of many askers less the more it asks. What was refused counts for nothing: else who goes on asking would never be forgiven. */
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
