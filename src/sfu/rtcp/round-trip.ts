import { ntpMiddle, type ReportBlock } from './rtcp-reports.ts';

/** Sender reports remembered: two tracks with one report a second each, round trips of several seconds. */
const REMEMBERED_REPORTS = 32;
/** Round trip beyond which the answer is to a report long forgotten, or the remote clock is off. */
const MAX_ROUND_TRIP_MS = 10_000;

/**
 * Round trip to the peer that echoes the NTP times of our reports: a receiver echoes sender reports (RFC 3550 section
 * 6.4.1), a sender echoes reference times (RFC 3611 section 4.5). Sender reports carry the publisher's time, so the
 * time of sending is remembered beside it.
 */
export class RoundTrip {
  readonly #sentMs = new Map<number, number>();
  #latestMs: number | undefined;

  /** Latest round trip in ms; undefined until a report has been answered. */
  get latestMs(): number | undefined {
    return this.#latestMs;
  }

  /** Registers a sent report; `ntp` is the time it carries. */
  sent(ntp: bigint, nowMs: number): void {
    this.#sentMs.set(ntpMiddle(ntp), nowMs);
    for (const key of this.#sentMs.keys()) {
      if (this.#sentMs.size <= REMEMBERED_REPORTS) break;
      this.#sentMs.delete(key); // oldest first
    }
  }

  reported(
    {
      lastSenderReport,
      delaySinceLastSenderReport,
    }: Pick<ReportBlock, 'lastSenderReport' | 'delaySinceLastSenderReport'>,
    nowMs: number,
  ): void {
    const sentMs = this.#sentMs.get(lastSenderReport);
    if (sentMs === undefined) return;
    const roundTripMs = nowMs - sentMs - delaySinceLastSenderReport / 65.536;
    // On loopback the rounded delay can make the round trip slightly negative.
    if (roundTripMs < MAX_ROUND_TRIP_MS) this.#latestMs = Math.max(0, roundTripMs);
  }
}
