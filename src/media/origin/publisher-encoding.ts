import { FrameCounter, type FrameCounts } from './frame-counter.ts';
import { DependencyReader, type FrameDescriptor } from './layers/dependency-descriptor.ts';
import { MissingPackets } from './missing-packets.ts';
import { ReceptionStats } from './reception-stats.ts';
import type { ReportBlock } from './rtcp-reports.ts';
import { type RtpPacket, unwrapRtx } from './rtp-packet.ts';
import { SequenceUnwrapper } from './sequence-numbers.ts';
import { SourceContinuity } from './source-continuity.ts';
import type { MediaKind, SourceReport } from './source-packet.ts';

/** A packet with its place and payload, whether it came first-hand or as a retransmission. */
export interface ReceivedPacket {
  readonly packet: RtpPacket;
  readonly sequence: number;
  readonly payload: Buffer;
  /** The first of a source whose numbers and clock have nothing to do with the last one's. */
  readonly restarts: boolean;
  readonly arrivalMs: number;
}

interface Reception {
  readonly unwrapper: SequenceUnwrapper;
  readonly stats: ReceptionStats;
  readonly missing: MissingPackets;
  readonly frames: FrameCounter;
  readonly dependencies: DependencyReader;
}

/** One RTP stream of the publisher's: a medium, or one of its simulcast encodings. */
export class PublisherEncoding {
  readonly #kind: MediaKind;
  readonly #clockRate: number;
  readonly #continuity: SourceContinuity;
  /** Its number is from elsewhere: whether a new counting began with it, the next packet tells. */
  #suspect: { readonly packet: RtpPacket; readonly arrivalMs: number } | undefined;
  #ssrc: number | undefined;
  #reception: Reception | undefined;
  #report: SourceReport | undefined;

  constructor(kind: MediaKind, clockRate: number, ssrc: number | undefined) {
    this.#kind = kind;
    this.#clockRate = clockRate;
    this.#continuity = new SourceContinuity(clockRate);
    this.#ssrc = ssrc;
  }

  get ssrc(): number | undefined {
    return this.#ssrc;
  }

  get report(): SourceReport | undefined {
    return this.#report;
  }

  /** What may be forwarded now: nothing for what has come before, two where a new counting is believed with its second packet. */
  receive(packet: RtpPacket, arrivalMs: number): ReceivedPacket[] {
    switch (this.#continuity.judge(packet, arrivalMs)) {
      case 'former':
        return [];
      case 'suspect':
        this.#suspect = { packet, arrivalMs };
        return [];
      case 'same':
        return this.#receive(packet, arrivalMs, false);
      case 'restart': {
        const first = this.#suspect?.packet.ssrc === packet.ssrc ? this.#suspect : undefined;
        this.#suspect = undefined;
        this.#reception = undefined;
        this.#report = undefined;
        const held = first === undefined ? [] : this.#receive(first.packet, first.arrivalMs, true);
        return [...held, ...this.#receive(packet, arrivalMs, first === undefined)];
      }
    }
  }

  #receive(packet: RtpPacket, arrivalMs: number, restarts: boolean): ReceivedPacket[] {
    const { unwrapper, stats, missing, frames } = this.#receptionOf(packet.ssrc);
    const sequence = unwrapper.unwrap(packet.sequenceNumber);
    stats.receive(sequence, packet.timestamp, arrivalMs);
    if (!missing.received(sequence, arrivalMs)) return [];
    if (this.#kind === 'video') frames.received(sequence, packet.marker, arrivalMs);
    return [{ packet, sequence, payload: packet.payload, restarts, arrivalMs }];
  }

  /** Nothing for padding, and for what is not wanted any more. */
  receiveRtx(packet: RtpPacket, arrivalMs: number): ReceivedPacket[] {
    const original = unwrapRtx(packet.payload);
    if (original === undefined || this.#reception === undefined) return [];
    const { unwrapper, missing, frames } = this.#reception;
    // Only placed: what is sent again is never the newest.
    const sequence = unwrapper.place(original.sequenceNumber);
    if (!missing.recovered(sequence, arrivalMs)) return [];
    if (this.#kind === 'video') frames.received(sequence, packet.marker, arrivalMs);
    return [{ packet, sequence, payload: original.payload, restarts: false, arrivalMs }];
  }

  /** Of a packet that was received. */
  readDescriptor(bytes: Buffer): FrameDescriptor | undefined {
    return this.#reception?.dependencies.read(bytes);
  }

  senderReport(ntp: bigint, rtpTimestamp: number, arrivedMs: number): void {
    this.#report = { ntp, rtpTimestamp, arrivedMs };
    this.#reception?.stats.senderReport(ntp, arrivedMs);
  }

  /** 16-bit sequence numbers to ask for again; none for audio, which conceals what is lost. */
  takeMissing(nowMs: number): number[] {
    if (this.#kind === 'audio') return [];
    return (this.#reception?.missing.takeDue(nowMs) ?? []).map((sequence) => sequence & 0xffff);
  }

  takeMissingCount(): number {
    return this.#reception?.missing.takeCount() ?? 0;
  }

  /** Frames since the last take; undefined for audio and before the first packet. */
  takeFrameCounts(nowMs: number): FrameCounts | undefined {
    return this.#kind === 'video' ? this.#reception?.frames.take(nowMs) : undefined;
  }

  takeReportBlock(nowMs: number): ReportBlock | undefined {
    return this.#reception?.stats.takeReport(nowMs);
  }

  #receptionOf(ssrc: number): Reception {
    this.#ssrc = ssrc;
    this.#reception ??= {
      unwrapper: new SequenceUnwrapper(),
      stats: new ReceptionStats(ssrc, this.#clockRate),
      missing: new MissingPackets(),
      frames: new FrameCounter(),
      dependencies: new DependencyReader(),
    };
    return this.#reception;
  }
}
