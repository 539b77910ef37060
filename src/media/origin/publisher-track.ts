import type { CodecId } from './codecs.ts';
import { FrameCounter, type FrameCounts } from './frame-counter.ts';
import { type ExtensionIds, type ExtensionName, FORWARDED_EXTENSIONS } from './header-extensions.ts';
import { startsKeyframe } from './keyframes.ts';
import { MissingPackets } from './missing-packets.ts';
import { ReceptionStats } from './reception-stats.ts';
import type { ReportBlock } from './rtcp-reports.ts';
import { type RtpPacket, unwrapRtx } from './rtp-packet.ts';
import type { OfferedCodec } from './sdp-offer.ts';
import { SequenceUnwrapper } from './sequence-numbers.ts';
import type { MediaKind, SourcePacket, SourceReport } from './source-packet.ts';

export interface PublisherTrackOptions {
  readonly kind: MediaKind;
  readonly codec: CodecId;
  readonly offered: OfferedCodec;
  readonly extensionIds: ExtensionIds;
  /** From the offer, if it names it; else known from the first packet. */
  readonly ssrc: number | undefined;
}

interface Reception {
  readonly unwrapper: SequenceUnwrapper;
  readonly stats: ReceptionStats;
  readonly missing: MissingPackets;
  readonly frames: FrameCounter;
}

/** One medium from the publisher: told apart from the others by payload type, which BUNDLE keeps unique. */
export class PublisherTrack {
  readonly kind: MediaKind;
  readonly codec: CodecId;
  readonly payloadType: number;
  readonly rtxPayloadType: number | undefined;
  readonly #clockRate: number;
  readonly #forwarded: readonly (readonly [ExtensionName, number])[];
  #ssrc: number | undefined;
  #reception: Reception | undefined;
  #report: SourceReport | undefined;

  constructor({ kind, codec, offered, extensionIds, ssrc }: PublisherTrackOptions) {
    this.kind = kind;
    this.codec = codec;
    this.payloadType = offered.payloadType;
    this.rtxPayloadType = offered.rtxPayloadType;
    this.#clockRate = offered.clockRate;
    this.#ssrc = ssrc;
    this.#forwarded = FORWARDED_EXTENSIONS.flatMap((name) => {
      const id = extensionIds[name];
      return id === undefined ? [] : [[name, id] as const];
    });
  }

  get ssrc(): number | undefined {
    return this.#ssrc;
  }

  get report(): SourceReport | undefined {
    return this.#report;
  }

  /** A packet of this track's payload type, or of its retransmissions'; undefined when there is nothing to forward. */
  receive(packet: RtpPacket, arrivalMs: number): SourcePacket | undefined {
    if (packet.payloadType === this.rtxPayloadType) return this.#receiveRtx(packet, arrivalMs);
    const { unwrapper, stats, missing, frames } = this.#receptionOf(packet.ssrc);
    const sequence = unwrapper.unwrap(packet.sequenceNumber);
    stats.receive(sequence, packet.timestamp, arrivalMs);
    const isNew = missing.received(sequence, arrivalMs);
    if (isNew && this.kind === 'video') frames.received(sequence, packet.marker, arrivalMs);
    return isNew ? this.#toSource(packet, sequence, packet.payload, arrivalMs) : undefined;
  }

  senderReport(ntp: bigint, rtpTimestamp: number, arrivedMs: number): void {
    this.#report = { ntp, rtpTimestamp, arrivedMs };
    this.#reception?.stats.senderReport(ntp, arrivedMs);
  }

  /** 16-bit sequence numbers to ask for again; none for audio, which conceals what is lost. */
  takeMissing(nowMs: number): number[] {
    if (this.kind === 'audio') return [];
    return (this.#reception?.missing.takeDue(nowMs) ?? []).map((sequence) => sequence & 0xffff);
  }

  takeMissingCount(): number {
    return this.#reception?.missing.takeCount() ?? 0;
  }

  /** Frames since the last take; undefined for audio and before the first packet. */
  takeFrameCounts(nowMs: number): FrameCounts | undefined {
    return this.kind === 'video' ? this.#reception?.frames.take(nowMs) : undefined;
  }

  takeReportBlock(nowMs: number): ReportBlock | undefined {
    return this.#reception?.stats.takeReport(nowMs);
  }

  #receiveRtx(packet: RtpPacket, arrivalMs: number): SourcePacket | undefined {
    const original = unwrapRtx(packet.payload);
    if (original === undefined || this.#reception === undefined) return undefined;
    const { unwrapper, missing, frames } = this.#reception;
    const sequence = unwrapper.unwrap(original.sequenceNumber);
    if (!missing.recovered(sequence, arrivalMs)) return undefined;
    if (this.kind === 'video') frames.received(sequence, packet.marker, arrivalMs);
    return this.#toSource(packet, sequence, original.payload, arrivalMs);
  }

  #receptionOf(ssrc: number): Reception {
    if (this.#reception === undefined || this.#ssrc !== ssrc) {
      this.#ssrc = ssrc;
      this.#reception = {
        unwrapper: new SequenceUnwrapper(),
        stats: new ReceptionStats(ssrc, this.#clockRate),
        missing: new MissingPackets(),
        frames: new FrameCounter(),
      };
    }
    return this.#reception;
  }

  #toSource(packet: RtpPacket, sequence: number, payload: Buffer, arrivalMs: number): SourcePacket {
    const extensions: [ExtensionName, Buffer][] = [];
    for (const [name, id] of this.#forwarded) {
      const value = packet.extensions.get(id);
      if (value !== undefined) extensions.push([name, value]);
    }
    return {
      kind: this.kind,
      sequence,
      timestamp: packet.timestamp,
      marker: packet.marker,
      payload,
      startsKeyframe: startsKeyframe(this.codec, payload),
      extensions,
      arrivalMs,
    };
  }
}
