import type { PacketResult, SentPacket } from '../../congestion/packet-result.ts';
import type { TransportFeedback } from '../rtcp/transport-cc.ts';
import { SequenceUnwrapper } from '../rtp/sequence-numbers.ts';

/** Time after which feedback is no longer expected. */
const FEEDBACK_TIMEOUT_MS = 10_000;

/** Sent packets by transport-wide sequence number, kept until the receiver has reported on them. */
export class SentPackets {
  readonly #unwrapper = new SequenceUnwrapper();
  readonly #sent = new Map<number, SentPacket>();
  /** Numbers reported as missing; they may still turn up. */
  readonly #missing = new Set<number>();

  /** Registers a sent packet; `sequence` has 16 bits. */
  sent(sequence: number, packet: SentPacket): void {
    this.#sent.set(this.#unwrapper.unwrap(sequence), packet);
    for (const [oldest, { sentMs }] of this.#sent) {
      if (packet.sentMs - sentMs < FEEDBACK_TIMEOUT_MS) break;
      this.#forget(oldest);
    }
  }

  /**
   * Returns the results of a feedback message in the order of sending. A packet is returned at most once as missing and
   * once as received.
   */
  acknowledge({ baseSequence, arrivalsUs }: TransportFeedback): PacketResult[] {
    const results: PacketResult[] = [];
    for (const [index, arrivalUs] of arrivalsUs.entries()) {
      const sequence = this.#extended((baseSequence + index) & 0xffff);
      const packet = this.#sent.get(sequence);
      if (packet === undefined) continue;
      if (arrivalUs !== undefined) {
        this.#forget(sequence);
        results.push({ ...packet, arrivalMs: arrivalUs / 1000 });
      } else if (!this.#missing.has(sequence)) {
        this.#missing.add(sequence);
        results.push({ ...packet, arrivalMs: undefined });
      }
    }
    return results;
  }

  #forget(sequence: number): void {
    this.#sent.delete(sequence);
    this.#missing.delete(sequence);
  }

  #extended(sequence: number): number {
    return this.#unwrapper.peek(sequence);
  }
}
