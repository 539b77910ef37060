import { ntpMiddle, type ReportBlock } from './rtcp-reports.ts';

/** Jump in transit time beyond which the sender's clock has restarted; anything less is jitter. */
const MAX_TRANSIT_JUMP_S = 10;

/** Counts one received stream for the report block sent each second (RFC 3550 appendices A.3 and A.8). */
export class ReceptionStats {
  readonly #ssrc: number;
  readonly #clockRate: number;
  #first: number | undefined;
  #highest = 0;
  #received = 0;
  #expectedBefore = 0;
  #receivedBefore = 0;
  #jitter = 0;
  #transit: number | undefined;
  #senderReport: { readonly ntp: bigint; readonly arrivedMs: number } | undefined;

  constructor(ssrc: number, clockRate: number) {
    this.#ssrc = ssrc;
    this.#clockRate = clockRate;
  }

  /** Registers a packet; `sequence` is extended (SequenceUnwrapper). */
  receive(sequence: number, timestamp: number, arrivalMs: number): void {
    this.#first = Math.min(this.#first ?? sequence, sequence);
    this.#highest = Math.max(this.#highest, sequence);
    this.#received += 1;
    const transit = (arrivalMs / 1000) * this.#clockRate - timestamp;
    if (this.#transit !== undefined) {
      const difference = Math.abs(transit - this.#transit);
      if (difference < MAX_TRANSIT_JUMP_S * this.#clockRate) this.#jitter += (difference - this.#jitter) / 16;
    }
    this.#transit = transit;
  }

  senderReport(ntp: bigint, arrivedMs: number): void {
    this.#senderReport = { ntp, arrivedMs };
  }

  /** Returns the report since the last call; undefined before the first packet. */
  takeReport(nowMs: number): ReportBlock | undefined {
    if (this.#first === undefined) return undefined;
    const expected = this.#highest - this.#first + 1;
    const expectedNow = expected - this.#expectedBefore;
    const lostNow = expectedNow - (this.#received - this.#receivedBefore);
    this.#expectedBefore = expected;
    this.#receivedBefore = this.#received;
    const report = this.#senderReport;
    return {
      ssrc: this.#ssrc,
      fractionLost256: expectedNow > 0 && lostNow > 0 ? Math.min(255, Math.floor((lostNow * 256) / expectedNow)) : 0,
      packetsLost: expected - this.#received,
      // The unwrapper starts in its second cycle; the report counts cycles from 0.
      highestSequence: (this.#highest - 0x1_0000) >>> 0,
      jitter: this.#jitter,
      lastSenderReport: report === undefined ? 0 : ntpMiddle(report.ntp),
      delaySinceLastSenderReport: report === undefined ? 0 : Math.round((nowMs - report.arrivedMs) * 65.536),
    };
  }
}
