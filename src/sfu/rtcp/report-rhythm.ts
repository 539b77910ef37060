/** RTCP may be so far apart: 5 s, times up to 1.5 by chance (RFC 3550 section 6.3.1). Assumed until a viewer's own rhythm is known. */
const LONGEST_LEGAL_MS = 7500;
/** Reports that may be lost in a row, or late. */
const MISSED = 3;
/** Chromium, which says something 20 times a second, is missed after this. */
const MIN_SILENCE_MS = 5000;
/** Enough to know a seldom reporter by, and for a frequent one to forget an outage within a second. */
const REMEMBERED = 10;

/** When a viewer's RTCP comes, and from when on its silence means something. */
export class ReportRhythm {
  readonly #intervalsMs: number[] = [];
  #heardMs: number;
  #isKnown = false;

  constructor(nowMs: number) {
    this.#heardMs = nowMs;
  }

  /** It is connected: from now on there is something to hear. */
  begun(nowMs: number): void {
    this.#heardMs = nowMs;
  }

  heard(nowMs: number): void {
    // The time until the first report is the connection's, not the reporter's.
    if (this.#isKnown) this.#intervalsMs.push(nowMs - this.#heardMs);
    if (this.#intervalsMs.length > REMEMBERED) this.#intervalsMs.shift();
    this.#isKnown = true;
    this.#heardMs = nowMs;
  }

  silentMs(nowMs: number): number {
    return nowMs - this.#heardMs;
  }

  /** More silence than this is no matter of rhythm. */
  get patienceMs(): number {
    const longestMs = this.#intervalsMs.length < 2 ? LONGEST_LEGAL_MS : Math.max(...this.#intervalsMs);
    return Math.max(MIN_SILENCE_MS, MISSED * longestMs);
  }
}
