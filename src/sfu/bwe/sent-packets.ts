import type { TransportFeedback } from '../rtcp/transport-cc.ts';
import { SequenceUnwrapper } from '../rtp/sequence-numbers.ts';

export interface SentPacket {
  /** RTP, header included. */
  readonly bytes: number;
  readonly sentMs: number;
  /** The probe it was sent in. */
  readonly probe?: number;
}

/** What became of a packet. */
export interface PacketFate extends SentPacket {
  /** On the receiver's clock; undefined when it is missing so far. */
  readonly arrivalMs: number | undefined;
}

/** Feedback that is not here by then will not come. */
const REMEMBERED_MS = 10_000;

/** What was sent with which transport-wide sequence number, until the receiver has told of it. */
export class SentPackets {
  readonly #unwrapper = new SequenceUnwrapper();
  readonly #sent = new Map<number, SentPacket>();
  /** Told of as missing; may still turn up. */
  readonly #missing = new Set<number>();

  /** `sequence`: 16 bits. */
  sent(sequence: number, packet: SentPacket): void {
    this.#sent.set(this.#unwrapper.unwrap(sequence), packet);
    for (const [oldest, { sentMs }] of this.#sent) {
      if (packet.sentMs - sentMs < REMEMBERED_MS) break;
      this.#forget(oldest);
    }
  }

  /** Each packet once as missing and once as arrived at most, in the order of sending. */
  acknowledge({ baseSequence, arrivalsUs }: TransportFeedback): PacketFate[] {
    const fates: PacketFate[] = [];
    for (const [place, arrivalUs] of arrivalsUs.entries()) {
      const sequence = this.#extended((baseSequence + place) & 0xffff);
      const packet = this.#sent.get(sequence);
      if (packet === undefined) continue;
      if (arrivalUs !== undefined) {
        this.#forget(sequence);
        fates.push({ ...packet, arrivalMs: arrivalUs / 1000 });
      } else if (!this.#missing.has(sequence)) {
        this.#missing.add(sequence);
        fates.push({ ...packet, arrivalMs: undefined });
      }
    }
    return fates;
  }

  #forget(sequence: number): void {
    this.#sent.delete(sequence);
    this.#missing.delete(sequence);
  }

  /** Of a number that was sent before the newest. */
  #extended(sequence: number): number {
    return this.#unwrapper.place(sequence);
  }
}
