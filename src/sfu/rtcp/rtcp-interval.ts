/**
 * Longest interval that RTCP allows: 5 s, randomized by up to 1.5 (RFC 3550 section 6.3.1). Assumed until a viewer's
 * own interval is known.
 */
const LONGEST_LEGAL_MS = 7500;
/** Reports that may be lost or late in a row. */
const MISSED = 3;
/** Lower bound of the timeout, for frequent reporters such as Chromium with 20 RTCP packets a second. */
const MIN_SILENCE_MS = 5000;
/**
 * Intervals remembered: enough to recognize a rare reporter, few enough for a frequent one to forget an outage within a
 * second.
 */
const REMEMBERED = 10;

/** Measures how often a viewer sends RTCP, and derives the silence that means something. */
export class ReportRhythm {
  readonly #intervalsMs: number[] = [];
  #heardMs: number;
  #isKnown = false;

  constructor(nowMs: number) {
    this.#heardMs = nowMs;
  }

  /** Starts counting when the connection is up and reports can arrive. */
  begun(nowMs: number): void {
    this.#heardMs = nowMs;
  }

  heard(nowMs: number): void {
    // The time until the first report is the connection's, not the reporting interval.
    if (this.#isKnown) this.#intervalsMs.push(nowMs - this.#heardMs);
    if (this.#intervalsMs.length > REMEMBERED) this.#intervalsMs.shift();
    this.#isKnown = true;
    this.#heardMs = nowMs;
  }

  silentMs(nowMs: number): number {
    return nowMs - this.#heardMs;
  }

  /** Silence in ms that the reporting interval no longer explains. */
  get patienceMs(): number {
    const longestMs = this.#intervalsMs.length < 2 ? LONGEST_LEGAL_MS : Math.max(...this.#intervalsMs);
    return Math.max(MIN_SILENCE_MS, MISSED * longestMs);
  }
}
