import { PatientAskers } from './patient-askers.ts';

/** A keyframe asked for and not come is asked for again, until the way to the publisher is known. */
const DEFAULT_RETRY_MS = 500;
/** Round trips to wait: the request's and the answer's, and half of one for jitter. */
const RETRY_ROUND_TRIPS = 1.5;
/** What an encoder takes to make one and begin to send it: some frames. */
const ENCODING_MS = 100;
const MIN_RETRY_MS = 200;
const MAX_RETRY_MS = 3000;
/** Who joins waits for this at most, besides the round trip to the publisher. */
const JOIN_INTERVAL_MS = 300;
/** Between requests for what viewers lost, all viewers together: each keyframe costs every viewer picture quality and time. LiveKit's throttle. */
const REPAIR_INTERVAL_MS = 1000;

/** Turns the keyframe wishes of all viewers of a stream into few requests to its publisher. No clock of its own. */
export class KeyframeRequests {
  readonly #heldBack = new PatientAskers();
  #repairWanted = false;
  #requestedMs: number | undefined;
  #lastRequestMs = Number.NEGATIVE_INFINITY;
  #keyframeMs = Number.NEGATIVE_INFINITY;

  /**
   * A viewer lost its picture (PLI or FIR), which is `roundTripMs` away. False where it cannot know yet of a keyframe that is on
   * its way to it: if that is lost too, it asks again. A way longer than the interval between requests is congested; it is heard.
   */
  repair(nowMs: number, roundTripMs = 0): boolean {
    if (nowMs - this.#keyframeMs < Math.min(roundTripMs, REPAIR_INTERVAL_MS)) return false;
    this.#repairWanted = true;
    return true;
  }

  /** A viewer was sent less than all, since its line carries no more: the largest picture of all is what helps it least. */
  heldBack(viewer: string, nowMs: number): boolean {
    if (!this.#heldBack.hears(viewer, nowMs)) return false;
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
   * connected and has nothing to begin with. `roundTripMs`: to the publisher.
   */
  takeDue(nowMs: number, someoneWaits: boolean, roundTripMs?: number): boolean {
    if (!someoneWaits && !this.#repairWanted) return false;
    if (this.#requestedMs !== undefined) {
      if (nowMs - this.#requestedMs < retryMs(roundTripMs)) return false;
    } else if (
      someoneWaits ? nowMs - this.#keyframeMs < JOIN_INTERVAL_MS : nowMs - this.#lastRequestMs < REPAIR_INTERVAL_MS
    )
      return false;
    this.#requestedMs = nowMs;
    this.#lastRequestMs = nowMs;
    return true;
  }

  forget(viewer: string): void {
    this.#heldBack.forget(viewer);
  }

  /** Another publisher: what was asked of the last one is void. */
  reset(): void {
    this.#requestedMs = undefined;
    this.#lastRequestMs = Number.NEGATIVE_INFINITY;
    this.#keyframeMs = Number.NEGATIVE_INFINITY;
  }
}

function retryMs(roundTripMs: number | undefined): number {
  if (roundTripMs === undefined) return DEFAULT_RETRY_MS;
  return Math.min(MAX_RETRY_MS, Math.max(MIN_RETRY_MS, RETRY_ROUND_TRIPS * roundTripMs + ENCODING_MS));
}
