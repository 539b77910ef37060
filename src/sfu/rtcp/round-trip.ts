import { ntpMiddle, type ReportBlock } from './rtcp-reports.ts';

/** Sender reports remembered: two tracks, one a second each, round trips of some seconds. */
const REMEMBERED_REPORTS = 32;
/** Beyond this the answer is to a report long forgotten, or its sender's clock is off. */
const MAX_ROUND_TRIP_MS = 10_000;

/**
 * Round trip to who answers the NTP times of our reports: a receiver our sender reports (RFC 3550 section 6.4.1), a sender our
 * reference times (RFC 3611 section 4.5). Sender reports carry the publisher's time, so when each was sent is remembered beside it.
 */
export class RoundTrip {
  readonly #sentMs = new Map<number, number>();
  #latestMs: number | undefined;

  /** Undefined until a report was answered. */
  get latestMs(): number | undefined {
    return this.#latestMs;
  }

  /** `ntp`: the time that the report bears. */
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
    // A round trip of 0 and a little less occurs on a loopback, by the rounding of the delay.
    if (roundTripMs < MAX_ROUND_TRIP_MS) this.#latestMs = Math.max(0, roundTripMs);
  }
}
