import type { Usage } from '../../congestion/overuse-detector.ts';
import type { PacketResult } from '../../congestion/packet-result.ts';
import { RateEstimate } from '../../congestion/rate-estimate.ts';
import type { TransportFeedback } from '../rtcp/transport-cc.ts';
import { QueueDelay } from './queue-delay.ts';
import { SentPackets } from './sent-packets.ts';

/** Start bitrate of libwebrtc, 300 kbit/s: the first probe measures more within the first second. */
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

/** Rate estimate of the path to one viewer, fed by its transport-wide feedback. Times are passed in. */
export class DownlinkEstimate {
  readonly #sent = new SentPackets();
  readonly #queue = new QueueDelay();
  readonly #rate = new RateEstimate(START_BPS);

  get state(): DownlinkState {
    const { rateBps, acknowledgedBps, usage, lossFraction, heldByLoss } = this.#rate;
    const { queueDelayMs } = this.#queue;
    return { estimateBps: rateBps, acknowledgedBps, usage, queueDelayMs, lossFraction, heldByLoss };
  }

  /** Registers a sent packet. `sequence` is the 16-bit transport-wide one. */
  sent(sequence: number, bytes: number, sentMs: number, probe: number | undefined): void {
    this.#sent.sent(sequence, { bytes, sentMs, ...(probe !== undefined && { probe }) });
  }

  /** Processes one feedback message and returns the results of the packets it covers. */
  feedback(feedback: TransportFeedback, roundTripMs: number, nowMs: number): readonly PacketResult[] {
    const results = this.#sent.acknowledge(feedback);
    if (results.length === 0) return results;
    for (const { sentMs, arrivalMs } of results) if (arrivalMs !== undefined) this.#queue.add(sentMs, arrivalMs);
    this.#rate.update(results, roundTripMs, nowMs);
    return results;
  }

  /** Raises the estimate to a rate that a probe has shown to get through. */
  raiseTo(rateBps: number): void {
    this.#rate.raiseTo(rateBps);
  }
}
