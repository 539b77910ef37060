/** A keyframe asked for and not come is asked for again. */
const RETRY_MS = 500;
/** Who joins waits for this at most, besides the round trip to the publisher. */
const JOIN_INTERVAL_MS = 300;
/** Between keyframes that viewers' losses ask for, all viewers together: each costs every viewer picture quality and time. */
const REPAIR_INTERVAL_MS = 2000;
/** A viewer's first request is served at once; one that goes on asking waits this long, then twice as long, and so on. */
const REPEAT_MS = 3000;
const MAX_REPEAT_MS = 12_000;
/** A viewer that has not asked for so long begins anew. */
const FORGIVE_MS = 15_000;

interface Asker {
  /** Earliest time of its next repair keyframe. */
  nextMs: number;
  waitMs: number;
  askedMs: number;
}

/** Turns the keyframe wishes of all viewers of a stream into few requests to its publisher. No clock of its own. */
export class KeyframeRequests {
  readonly #askers = new Map<string, Asker>();
  #repairWanted = false;
  #requestedMs: number | undefined;
  #keyframeMs = Number.NEGATIVE_INFINITY;

  /** A viewer lost its picture (PLI or FIR). False when it has asked too often to be heard now. */
  repair(viewer: string, nowMs: number): boolean {
    const known = this.#askers.get(viewer);
    const asker =
      known === undefined || nowMs - known.askedMs > FORGIVE_MS
        ? { nextMs: nowMs, waitMs: REPEAT_MS, askedMs: nowMs }
        : known;
    this.#askers.set(viewer, asker);
    asker.askedMs = nowMs;
    if (nowMs < asker.nextMs) return false;
    asker.nextMs = nowMs + asker.waitMs;
    asker.waitMs = Math.min(MAX_REPEAT_MS, asker.waitMs * 2);
    this.#repairWanted = true;
    return true;
  }

  /** The publisher sent a keyframe: it serves everyone who waited. */
  keyframe(nowMs: number): void {
    this.#keyframeMs = nowMs;
    this.#requestedMs = undefined;
    this.#repairWanted = false;
  }

  /**
   * Whether to ask the publisher now; true counts as having asked. Called every few ms. `someoneWaits`: a viewer is
   * connected and has nothing to begin with.
   */
  takeDue(nowMs: number, someoneWaits: boolean): boolean {
    if (!someoneWaits && !this.#repairWanted) return false;
    if (this.#requestedMs !== undefined) {
      if (nowMs - this.#requestedMs < RETRY_MS) return false;
    } else if (nowMs - this.#keyframeMs < (someoneWaits ? JOIN_INTERVAL_MS : REPAIR_INTERVAL_MS)) return false;
    this.#requestedMs = nowMs;
    return true;
  }

  forget(viewer: string): void {
    this.#askers.delete(viewer);
  }

  /** Another publisher: what was asked of the last one is void. */
  reset(): void {
    this.#requestedMs = undefined;
    this.#keyframeMs = Number.NEGATIVE_INFINITY;
  }
}
