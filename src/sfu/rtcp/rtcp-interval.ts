/**
 * Longest interval that RTCP allows: 5 s, randomized by up to 1.5 (RFC 3550 section 6.3.1). Assumed until a viewer's
 * own interval is known.
 */
const MAX_INTERVAL_MS = 7500;
/** Reports that may be lost or late in a row. */
const MISSED_REPORTS = 3;
/** Lower bound of the timeout, for frequent reporters such as Chromium with 20 RTCP packets a second. */
const MIN_TIMEOUT_MS = 5000;
/**
 * Intervals remembered: enough to recognize a rare reporter, few enough for a frequent one to forget an outage within a
 * second.
 */
const REMEMBERED_INTERVALS = 10;

/** Measures how often a viewer sends RTCP, and derives the silence that means something. */
export class RtcpInterval {
  readonly #intervalsMs: number[] = [];
  #receivedMs: number;
  #hasReceived = false;

  constructor(nowMs: number) {
    this.#receivedMs = nowMs;
  }

  /** Starts counting when the connection is up and reports can arrive. */
  start(nowMs: number): void {
    this.#receivedMs = nowMs;
  }

  received(nowMs: number): void {
    // The time until the first report is the connection's, not the reporting interval.
    if (this.#hasReceived) this.#intervalsMs.push(nowMs - this.#receivedMs);
    if (this.#intervalsMs.length > REMEMBERED_INTERVALS) this.#intervalsMs.shift();
    this.#hasReceived = true;
    this.#receivedMs = nowMs;
  }

  silentMs(nowMs: number): number {
    return nowMs - this.#receivedMs;
  }

  /** Silence in ms that the reporting interval no longer explains. */
  get timeoutMs(): number {
    const longestMs = this.#intervalsMs.length < 2 ? MAX_INTERVAL_MS : Math.max(...this.#intervalsMs);
    return Math.max(MIN_TIMEOUT_MS, MISSED_REPORTS * longestMs);
  }
}
