import { KeyframeRequestThrottle } from './keyframe-request-throttle.ts';

/** Wait before an unanswered request is repeated, until the round trip to the publisher is known. */
const DEFAULT_RETRY_MS = 500;
/** Round trips to wait: one for request and answer, half a one for jitter. */
const RETRY_ROUND_TRIPS = 1.5;
/** Time an encoder takes to make a keyframe and start sending it: a few frames. */
const ENCODE_MS = 100;
const MIN_RETRY_MS = 200;
const MAX_RETRY_MS = 3000;
/** Longest wait for viewers who join, on top of the round trip to the publisher. */
const JOIN_INTERVAL_MS = 300;
/**
 * Interval between requests for what viewers lost, all viewers together: each keyframe costs every viewer quality and
 * time. The same throttle as LiveKit's.
 */
const LOSS_INTERVAL_MS = 1000;

/** Merges the keyframe requests of a stream's viewers into few requests to its publisher. Times are passed in. */
export class KeyframeRequestManager {
  readonly #throttle = new KeyframeRequestThrottle();
  #isRequested = false;
  #requestedMs: number | undefined;
  #lastRequestMs = Number.NEGATIVE_INFINITY;
  #keyframeMs = Number.NEGATIVE_INFINITY;

  /**
   * Registers that a viewer, `roundTripMs` away, lost its picture (PLI or FIR). Returns false if a keyframe is still on
   * its way to that viewer: if it is lost too, the viewer asks again. A path longer than the interval between requests
   * is congested, so its requests always count.
   */
  request(nowMs: number, roundTripMs = 0): boolean {
    if (nowMs - this.#keyframeMs < Math.min(roundTripMs, LOSS_INTERVAL_MS)) return false;
    this.#isRequested = true;
    return true;
  }

  /**
   * Registers that a viewer was sent less than everything, because its downlink carries no more. A keyframe, the
   * largest frame of all, helps it least, so these requests are throttled per viewer.
   */
  requestThrottled(viewer: string, nowMs: number): boolean {
    if (!this.#throttle.admits(viewer, nowMs)) return false;
    this.#isRequested = true;
    return true;
  }

  /** Registers a keyframe from the publisher: it serves every viewer that waits. */
  keyframeReceived(nowMs: number): void {
    this.#keyframeMs = nowMs;
    this.#requestedMs = undefined;
    this.#isRequested = false;
  }

  /**
   * Returns whether to request a keyframe from the publisher now, and counts it as requested. Call every few ms.
   * `viewerWaits`: a connected viewer has nothing to start from. `roundTripMs`: to the publisher.
   */
  takeDue(nowMs: number, viewerWaits: boolean, roundTripMs?: number): boolean {
    if (!viewerWaits && !this.#isRequested) return false;
    if (this.#requestedMs !== undefined) {
      if (nowMs - this.#requestedMs < retryMs(roundTripMs)) return false;
    } else if (
      viewerWaits ? nowMs - this.#keyframeMs < JOIN_INTERVAL_MS : nowMs - this.#lastRequestMs < LOSS_INTERVAL_MS
    )
      return false;
    this.#requestedMs = nowMs;
    this.#lastRequestMs = nowMs;
    return true;
  }

  forget(viewer: string): void {
    this.#throttle.forget(viewer);
  }

  /** Forgets what was requested from the previous publisher. */
  reset(): void {
    this.#isRequested = false;
    this.#requestedMs = undefined;
    this.#lastRequestMs = Number.NEGATIVE_INFINITY;
    this.#keyframeMs = Number.NEGATIVE_INFINITY;
  }
}

function retryMs(roundTripMs: number | undefined): number {
  if (roundTripMs === undefined) return DEFAULT_RETRY_MS;
  return Math.min(MAX_RETRY_MS, Math.max(MIN_RETRY_MS, RETRY_ROUND_TRIPS * roundTripMs + ENCODE_MS));
}
