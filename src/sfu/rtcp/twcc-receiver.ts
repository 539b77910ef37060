import { SequenceUnwrapper } from '../rtp/sequence-numbers.ts';
import { writeTransportFeedback } from './transport-cc.ts';

/** Time for which reported arrivals are kept: after a late packet, reporting resumes from its place. */
const HISTORY_US = 500_000;
/** Entries per message: at most about 3 bytes each, so that a message stays well under one datagram. */
const MAX_ENTRIES = 350;

/**
 * Records when each packet of a transport arrived, and writes the feedback that the sender's bandwidth estimation
 * needs.
 */
export class TwccReceiver {
  readonly #senderSsrc: number;
  readonly #unwrapper = new SequenceUnwrapper();
  readonly #arrivalsUs = new Map<number, number>();
  #nextToReport: number | undefined;
  #highest = 0;
  #feedbackCount = 0;

  constructor(senderSsrc: number) {
    this.#senderSsrc = senderSsrc;
  }

  /** Registers a packet; `arrivalUs` is from any monotonic clock. */
  receive(sequenceNumber: number, arrivalUs: number): void {
    const extended = this.#unwrapper.unwrap(sequenceNumber);
    if (this.#arrivalsUs.has(extended)) return; // a duplicate: only the first arrival counts
    this.#arrivalsUs.set(extended, Math.floor(arrivalUs));
    this.#highest = Math.max(this.#highest, extended);
    this.#nextToReport = Math.min(this.#nextToReport ?? extended, extended);
  }

  /** Returns the feedback packets that are due; none if nothing new arrived. */
  takeFeedback(mediaSsrc: number): Buffer[] {
    const packets: Buffer[] = [];
    let next = this.#nextToReport;
    if (next === undefined) return packets;
    const arrived: number[] = [];
    for (const sequence of this.#arrivalsUs.keys()) if (sequence >= next) arrived.push(sequence);
    arrived.sort((a, b) => a - b);
    for (let index = 0; next <= this.#highest; ) {
      const arrivalsUs: (number | undefined)[] = [];
      while ((arrived[index] ?? next) < next) index += 1;
      // Skip a gap without any arrival, however wide: its sender sees from the gap that the packets are lost.
      if ((arrived[index] ?? next) >= next + MAX_ENTRIES) next = arrived[index] ?? next;
      const end = Math.min(this.#highest, next + MAX_ENTRIES - 1);
      for (let at = next; at <= end; at++) arrivalsUs.push(this.#arrivalsUs.get(at));
      // A feedback message needs at least one arrival.
      if (arrivalsUs.some((arrival) => arrival !== undefined)) {
        const feedback = { baseSequence: next & 0xffff, feedbackCount: this.#feedbackCount, arrivalsUs };
        const { packet, covered } = writeTransportFeedback(this.#senderSsrc, mediaSsrc, feedback);
        this.#feedbackCount = (this.#feedbackCount + 1) & 0xff;
        packets.push(packet);
        next += covered;
      } else next = end + 1;
    }
    this.#nextToReport = next;
    this.#forgetBefore((this.#arrivalsUs.get(this.#highest) ?? 0) - HISTORY_US);
    return packets;
  }

  /** Forgets arrivals before a time; they are in the order in which they came. */
  #forgetBefore(limitUs: number): void {
    for (const [sequence, arrivalUs] of this.#arrivalsUs) {
      if (arrivalUs >= limitUs) break;
      this.#arrivalsUs.delete(sequence);
    }
  }
}
