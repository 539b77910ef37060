import type { TransportFeedback } from '../rtcp/transport-cc.ts';
import { AcknowledgedBitrate } from './acknowledged-bitrate.ts';
import { AimdRate } from './aimd-rate.ts';
import { ArrivalGroups } from './arrival-groups.ts';
import { LossBasedBwe } from './loss-based-bwe.ts';
import { OveruseDetector, type Usage } from './overuse-detector.ts';
import { QueueDelay } from './queue-delay.ts';
import { type PacketResult, SentPackets } from './sent-packets.ts';
import { Trendline } from './trendline.ts';

/** Start bitrate of libwebrtc, 300 kbit/s: the first probe tells more within the first second. */
const START_BPS = 300_000;

/** Current knowledge of the path to one viewer. */
export interface DownlinkState {
  /** Available bitrate in bit/s, RTP headers included. */
  readonly estimateBps: number;
  /** Bitrate that arrives, bit/s: the path's capacity while packets queue. Undefined until known. */
  readonly acknowledgedBps: number | undefined;
  readonly usage: Usage;
  readonly queueDelayMs: number;
  readonly lossFraction: number;
  /** Whether loss makes the estimate fall, below what the delay-based rate alone would allow. */
  readonly heldByLoss: boolean;
}

/**
 * Google Congestion Control (draft-ietf-rmcat-gcc-02) for one viewer, fed by its transport-wide feedback. Times are
 * passed in.
 */
export class DownlinkEstimate {
  readonly #sent = new SentPackets();
  readonly #groups = new ArrivalGroups();
  readonly #trendline = new Trendline();
  readonly #detector = new OveruseDetector();
  readonly #acknowledged = new AcknowledgedBitrate();
  readonly #queue = new QueueDelay();
  readonly #aimd = new AimdRate(START_BPS);
  readonly #loss = new LossBasedBwe();

  get state(): DownlinkState {
    const [delayBps, lossBps] = [this.#aimd.rateBps, this.#loss.rateBps];
    return {
      estimateBps: Math.min(delayBps, lossBps),
      acknowledgedBps: this.#acknowledged.rateBps,
      usage: this.#detector.usage,
      queueDelayMs: this.#queue.queueDelayMs,
      lossFraction: this.#loss.lossFraction,
      heldByLoss: this.#loss.falling && lossBps < delayBps,
    };
  }

  /** Registers a sent packet. `sequence` is the 16-bit transport-wide one. */
  sent(sequence: number, bytes: number, sentMs: number, probe: number | undefined): void {
    this.#sent.sent(sequence, { bytes, sentMs, ...(probe !== undefined && { probe }) });
  }

  /** Processes one feedback message and returns the results of the packets it covers. */
  feedback(feedback: TransportFeedback, roundTripMs: number, nowMs: number): readonly PacketResult[] {
    const results = this.#sent.acknowledge(feedback);
    if (results.length === 0) return results;
    let usage = this.#detector.usage;
    for (const { sentMs, arrivalMs, bytes } of results) {
      if (arrivalMs === undefined) continue;
      this.#acknowledged.add(arrivalMs, bytes);
      this.#queue.add(sentMs, arrivalMs);
      const step = this.#groups.add(sentMs, arrivalMs);
      if (step === undefined) continue;
      const current = this.#detector.detect(this.#trendline.add(step), step.sentStepMs, arrivalMs);
      usage = current === 'over' || usage !== 'over' ? current : usage; // remember overuse anywhere in this feedback
    }
    const lost = results.filter(({ arrivalMs }) => arrivalMs === undefined).length;
    this.#aimd.update(usage, this.#acknowledged.rateBps, roundTripMs, nowMs);
    this.#loss.update(results.length, lost, this.#aimd.rateBps, nowMs);
    return results;
  }

  /** Raises the estimate to a rate that a probe has shown to get through. */
  raiseTo(rateBps: number): void {
    this.#aimd.raiseTo(rateBps);
    this.#loss.raiseTo(rateBps);
  }
}
