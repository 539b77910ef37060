import { DependencyDescriptorReader, type FrameDescriptor } from '../layers/dependency-descriptor.ts';
import { NackGenerator } from '../nack/nack-generator.ts';
import { ReceptionStats } from '../rtcp/reception-stats.ts';
import type { ReportBlock } from '../rtcp/rtcp-reports.ts';
import { FrameCounter, type FrameCounts } from '../rtp/frame-counter.ts';
import { startsFrame } from '../rtp/frame-starts.ts';
import { RestartDetector } from '../rtp/restart-detector.ts';
import { type RtpPacket, unwrapRtx } from '../rtp/rtp-packet.ts';
import { SequenceUnwrapper } from '../rtp/sequence-numbers.ts';
import type { MediaKind, SourceReport } from '../rtp/source-packet.ts';
import type { CodecId } from '../sdp/codecs.ts';

/** Received packet with extended sequence number and payload, in order or retransmitted. */
export interface ReceivedPacket {
  readonly packet: RtpPacket;
  readonly sequence: number;
  readonly payload: Buffer;
  /** Whether it is the first of a source with unrelated numbering and clock. */
  readonly restarts: boolean;
  readonly arrivalMs: number;
}

/** State that starts over with each source. */
interface Reception {
  readonly unwrapper: SequenceUnwrapper;
  readonly stats: ReceptionStats;
  readonly dependencies: DependencyDescriptorReader;
}

/** One RTP stream of the publisher: a medium, or one of its simulcast encodings. */
export class PublisherEncoding {
  readonly #kind: MediaKind;
  readonly #codec: CodecId;
  readonly #clockRate: number;
  readonly #restartDetector: RestartDetector;
  /** Packet with an unexpected number; the next packet shows whether a new numbering starts with it. */
  #held: { readonly packet: RtpPacket; readonly arrivalMs: number } | undefined;
  readonly #nackGenerator = new NackGenerator();
  readonly #frames = new FrameCounter();
  #ssrc: number | undefined;
  #reception: Reception | undefined;
  #report: SourceReport | undefined;

  constructor(kind: MediaKind, codec: CodecId, clockRate: number, ssrc: number | undefined) {
    this.#kind = kind;
    this.#codec = codec;
    this.#clockRate = clockRate;
    this.#restartDetector = new RestartDetector(clockRate);
    this.#ssrc = ssrc;
  }

  get ssrc(): number | undefined {
    return this.#ssrc;
  }

  get report(): SourceReport | undefined {
    return this.#report;
  }

  /**
   * Returns the packets to forward now: none for a duplicate, two when the second packet of a new numbering confirms
   * it.
   */
  receive(packet: RtpPacket, arrivalMs: number): ReceivedPacket[] {
    switch (this.#restartDetector.classify(packet, arrivalMs)) {
      case 'former':
        return [];
      case 'suspect':
        this.#held = { packet, arrivalMs };
        return [];
      case 'same':
        return this.#receive(packet, arrivalMs);
      case 'outage':
        // The viewers’ state is as old as the gap: they start over, while the numbering goes on.
        return this.#receiveWithHeld(packet, arrivalMs, this.#reception !== undefined);
      case 'restart':
        this.#nackGenerator.restart();
        this.#frames.restart();
        this.#reception = undefined;
        this.#report = undefined;
        return this.#receiveWithHeld(packet, arrivalMs, false);
    }
  }

  /** Receives the first packet of a new start, or the second one after the one held. */
  #receiveWithHeld(packet: RtpPacket, arrivalMs: number, leaps: boolean): ReceivedPacket[] {
    const held = this.#held?.packet.ssrc === packet.ssrc ? this.#held : undefined;
    this.#held = undefined;
    if (held === undefined) return this.#receive(packet, arrivalMs, true, leaps);
    return [...this.#receive(held.packet, held.arrivalMs, true, leaps), ...this.#receive(packet, arrivalMs)];
  }

  #receive(packet: RtpPacket, arrivalMs: number, restarts = false, leaps = false): ReceivedPacket[] {
    const { unwrapper, stats } = this.#receptionOf(packet.ssrc);
    const { sequenceNumber, timestamp, payload } = packet;
    const sequence = leaps ? unwrapper.leap(sequenceNumber) : unwrapper.unwrap(sequenceNumber);
    stats.receive(sequence, timestamp, arrivalMs);
    if (!this.#nackGenerator.received(sequence, arrivalMs)) return [];
    return [this.#countFrame({ packet, sequence, payload, restarts, arrivalMs })];
  }

  /** Returns nothing for padding and for packets no longer wanted. */
  receiveRtx(packet: RtpPacket, arrivalMs: number): ReceivedPacket[] {
    const original = unwrapRtx(packet.payload);
    if (original === undefined || this.#reception === undefined) return [];
    // Extend without advancing: a retransmission is never the newest packet.
    const sequence = this.#reception.unwrapper.peek(original.sequenceNumber);
    if (!this.#nackGenerator.recovered(sequence, arrivalMs)) return [];
    return [this.#countFrame({ packet, sequence, payload: original.payload, restarts: false, arrivalMs })];
  }

  #countFrame(received: ReceivedPacket): ReceivedPacket {
    if (this.#kind === 'audio') return received;
    const { packet, sequence, payload, arrivalMs } = received;
    const { timestamp, marker } = packet;
    const starts = startsFrame(this.#codec, payload);
    this.#frames.received({ sequence, timestamp, marker, starts, empty: payload.length === 0 }, arrivalMs);
    return received;
  }

  /** Parses the dependency descriptor of a received packet. */
  readDescriptor(bytes: Buffer): FrameDescriptor | undefined {
    return this.#reception?.dependencies.read(bytes);
  }

  senderReport(ntp: bigint, rtpTimestamp: number, arrivedMs: number): void {
    this.#report = { ntp, rtpTimestamp, arrivedMs };
    this.#reception?.stats.senderReport(ntp, arrivedMs);
  }

  /** Returns 16-bit sequence numbers to request; none for audio, which conceals loss. */
  takeNacks(nowMs: number): number[] {
    if (this.#kind === 'audio') return [];
    return this.#nackGenerator.takeDue(nowMs).map((sequence) => sequence & 0xffff);
  }

  takeLostCount(): number {
    return this.#nackGenerator.takeCount();
  }

  /** Returns the frames since the last call; undefined for audio and before the first packet. */
  takeFrameCounts(nowMs: number): FrameCounts | undefined {
    return this.#kind === 'video' && this.#reception !== undefined ? this.#frames.take(nowMs) : undefined;
  }

  takeReportBlock(nowMs: number): ReportBlock | undefined {
    return this.#reception?.stats.takeReport(nowMs);
  }

  #receptionOf(ssrc: number): Reception {
    this.#ssrc = ssrc;
    this.#reception ??= {
      unwrapper: new SequenceUnwrapper(),
      stats: new ReceptionStats(ssrc, this.#clockRate),
      dependencies: new DependencyDescriptorReader(),
    };
    return this.#reception;
  }
}
