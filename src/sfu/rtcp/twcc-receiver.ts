import { SequenceUnwrapper } from '../rtp/sequence-numbers.ts';
import { writeTransportFeedback } from './transport-cc.ts';

/** How long an arrival stays known after it was reported: a late packet makes us report from its place on again. */
const HISTORY_US = 500_000;
/** Entries in one feedback: keeps it well under one datagram (at most about 3 bytes an entry). */
const MAX_ENTRIES = 350;

/** Notes when each packet of a transport arrived and writes the feedback that its sender's bandwidth estimation lives on. */
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

  /** `arrivalUs` on any clock that only goes forward. */
  receive(sequenceNumber: number, arrivalUs: number): void {
    const extended = this.#unwrapper.unwrap(sequenceNumber);
    if (this.#arrivalsUs.has(extended)) return; // a duplicate: the first arrival is the one that counts
    this.#arrivalsUs.set(extended, Math.floor(arrivalUs));
    this.#highest = Math.max(this.#highest, extended);
    this.#nextToReport = Math.min(this.#nextToReport ?? extended, extended);
  }

  /** The feedback packets that are due; none when nothing new arrived. */
  takeFeedback(mediaSsrc: number): Buffer[] {
    const packets: Buffer[] = [];
    let next = this.#nextToReport;
    if (next === undefined) return packets;
    const known = [...this.#arrivalsUs.keys()].filter((sequence) => sequence >= (next ?? 0)).sort((a, b) => a - b);
    for (let place = 0; next <= this.#highest; ) {
      const arrivalsUs: (number | undefined)[] = [];
      while ((known[place] ?? next) < next) place += 1;
      // A stretch without any arrival is jumped over at once, however long: its sender counts it as lost by the gap.
      if ((known[place] ?? next) >= next + MAX_ENTRIES) next = known[place] ?? next;
      const end = Math.min(this.#highest, next + MAX_ENTRIES - 1);
      for (let at = next; at <= end; at++) arrivalsUs.push(this.#arrivalsUs.get(at));
      // A feedback needs one arrival.
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

  #forgetBefore(limitUs: number): void {
    for (const [sequence, arrivalUs] of this.#arrivalsUs) if (arrivalUs < limitUs) this.#arrivalsUs.delete(sequence);
  }
}
