import { AcknowledgedBitrate } from './acknowledged-bitrate.ts';
import { AimdRate } from './aimd-rate.ts';
import { ArrivalGroups } from './arrival-groups.ts';
import { LossBasedBwe } from './loss-based-bwe.ts';
import { OveruseDetector, type Usage } from './overuse-detector.ts';
import type { PacketResult } from './packet-result.ts';
import { Trendline } from './trendline.ts';

/**
 * Google Congestion Control (draft-ietf-rmcat-gcc-02) at the sender: the rate that a path carries, from the arrivals that
 * its receiver reports. Times are passed in.
 */
export class RateEstimate {
  readonly #groups = new ArrivalGroups();
  readonly #trendline = new Trendline();
  readonly #detector = new OveruseDetector();
  readonly #acknowledged = new AcknowledgedBitrate();
  readonly #aimd: AimdRate;
  readonly #loss = new LossBasedBwe();

  /** `headroom`: ceiling of the estimate relative to the acknowledged bitrate, if not that of AimdRate. */
  constructor(startBps: number, headroom?: number) {
    this.#aimd = new AimdRate(startBps, headroom);
  }

  /** Available bitrate in bit/s, RTP headers included. */
  get rateBps(): number {
    return Math.min(this.#aimd.rateBps, this.#loss.rateBps);
  }

  /** Bitrate that arrives, bit/s: the path's capacity while packets queue. Undefined until known. */
  get acknowledgedBps(): number | undefined {
    return this.#acknowledged.rateBps;
  }

  get usage(): Usage {
    return this.#detector.usage;
  }

  get lossFraction(): number {
    return this.#loss.lossFraction;
  }

  /** Whether loss makes the estimate fall, below what the delay-based rate alone would allow. */
  get heldByLoss(): boolean {
    return this.#loss.falling && this.#loss.rateBps < this.#aimd.rateBps;
  }

  /** Processes the results of one feedback message, in the order of sending. */
  update(results: readonly PacketResult[], roundTripMs: number, nowMs: number): void {
    let usage = this.#detector.usage;
    for (const { sentMs, arrivalMs, bytes } of results) {
      if (arrivalMs === undefined) continue;
      this.#acknowledged.add(arrivalMs, bytes);
      const step = this.#groups.add(sentMs, arrivalMs);
      if (step === undefined) continue;
      const current = this.#detector.detect(this.#trendline.add(step), step.sentStepMs, arrivalMs);
      usage = current === 'over' || usage !== 'over' ? current : usage; // remember overuse anywhere in this feedback
    }
    const lost = results.filter(({ arrivalMs }) => arrivalMs === undefined).length;
    this.#aimd.update(usage, this.#acknowledged.rateBps, roundTripMs, nowMs);
    this.#loss.update(results.length, lost, this.#aimd.rateBps, nowMs);
  }

  /** Raises the estimate to a rate that a probe has shown to get through. */
  raiseTo(rateBps: number): void {
    this.#aimd.raiseTo(rateBps);
    this.#loss.raiseTo(rateBps);
  }
}
