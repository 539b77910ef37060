import { wallMs } from '../../lib/clock.ts';
import { FrameNumbers } from '../layers/frame-numbers.ts';
import { type ForwardDecision, LayerSwitch } from '../layers/layer-switch.ts';
import {
  type BufferedPacket,
  RETRANSMISSION_BUFFER_PACKETS,
  RetransmissionBuffer,
} from '../nack/retransmission-buffer.ts';
import { ntpFromWallClock, writeSenderReport } from '../rtcp/rtcp-reports.ts';
import { createFirstSequenceNumber } from '../rtp/random-ids.ts';
import { setBlockPayloadTypes } from '../rtp/red-payload.ts';
import { RtpMunger } from '../rtp/rtp-munger.ts';
import { sequenceDistance } from '../rtp/sequence-numbers.ts';
import type { MediaKind, SourcePacket, SourceReport } from '../rtp/source-packet.ts';
import { computeTimestampOffset } from '../rtp/timestamp-offset.ts';
import type { CodecId } from '../sdp/codecs.ts';
import { PacketWriter, type PacketWriterOptions, type UnstampedPacket } from './packet-writer.ts';

/** Packet on its way to one viewer. */
export interface OutgoingPacket extends UnstampedPacket {
  readonly track: ViewerTrack;
}

/** Approximate size of RTP header and extensions, added to the payload for pacing and budgets. */
export const HEADER_BYTES = 32;
const EMPTY = Buffer.alloc(0);

/** Returns the publisher's latest report on one of its simulcast streams. */
export type ReportOf = (encoding: number) => SourceReport | undefined;

export interface ViewerTrackOptions extends PacketWriterOptions {
  readonly kind: MediaKind;
  readonly codec: CodecId;
}

/** One medium sent to one viewer: own numbering and SSRCs, and a retransmission buffer. */
export class ViewerTrack {
  readonly kind: MediaKind;
  readonly codec: CodecId;
  readonly #writer: PacketWriter;
  /** Payload type of the codec that RED carries. */
  readonly #carriedPayloadType: number | undefined;
  readonly #clockRate: number;
  readonly #munger: RtpMunger;
  readonly #numbers: FrameNumbers;
  /** Layer of the stream that the viewer gets. */
  readonly layers = new LayerSwitch();
  /** Simulcast stream of the packet it last started with. */
  #encoding: number | undefined;
  readonly #buffer = new RetransmissionBuffer<OutgoingPacket>();
  /** 'new-source': nothing sent of this publisher yet; 'after-drop': packets were held back from this viewer. */
  #state: 'new-source' | 'after-drop' | 'flowing' = 'new-source';
  #startedAt: number | undefined;
  /** Highest sequence number sent. */
  #highestSent: number | undefined;

  constructor({ kind, codec, ...options }: ViewerTrackOptions) {
    const { offered } = options;
    this.kind = kind;
    this.codec = codec;
    this.#writer = new PacketWriter(options);
    this.#carriedPayloadType = offered.carries?.payloadType;
    this.#clockRate = offered.clockRate;
    this.#munger = new RtpMunger(offered.clockRate, createFirstSequenceNumber());
    this.#numbers = new FrameNumbers(codec);
  }

  get ssrc(): number {
    return this.#writer.ssrc;
  }

  get rtxSsrc(): number | undefined {
    return this.#writer.rtxSsrc;
  }

  get state(): 'new-source' | 'after-drop' | 'flowing' {
    return this.#state;
  }

  /** Prepares for another publisher. */
  expectNewSource(): void {
    this.#state = 'new-source';
    this.layers.reset();
    this.layers.want({ encoding: 0 });
  }

  /**
   * Handles a restart of one of the publisher's streams. Returns whether it is this viewer's, which then starts over
   * too.
   */
  sourceRestarted(encoding: number): boolean {
    if ((this.#encoding ?? this.layers.wanted.encoding) !== encoding) return false;
    this.#state = 'new-source';
    this.layers.reset();
    return true;
  }

  /** Sends nothing more until the next keyframe. */
  holdBack(): void {
    if (this.#state === 'flowing') this.#state = 'after-drop';
    this.layers.reset();
  }

  /** Simulcast stream whose keyframe the viewer needs, to start or to switch; undefined if none. */
  get waitsForKeyframeOf(): number | undefined {
    return this.#state === 'after-drop' ? undefined : this.layers.waitsFor;
  }

  /** Decides whether and how to forward a packet; call once per packet. */
  admit(packet: SourcePacket): ForwardDecision {
    return this.layers.admit(packet);
  }

  /**
   * Rewrites an admitted packet; undefined if the viewer must not get it. `reportOf` returns the publisher's latest
   * report.
   */
  rewrite(packet: SourcePacket, decision: ForwardDecision, reportOf: ReportOf): OutgoingPacket | undefined {
    if (decision === 'other' || (decision === 'skip' && this.#munger.skip(packet))) return undefined;
    if (decision === 'begin') this.#start(packet, reportOf);
    const position = this.#munger.munge(packet);
    if (position === undefined) return undefined;
    if (decision === 'begin') this.#startedAt = position.sequenceNumber;
    const { sequenceNumber, timestamp } = position;
    // A late packet of a layer above: its sequence number is already assigned, so send it empty.
    if (decision === 'skip')
      return { track: this, sequenceNumber, timestamp, marker: false, payload: EMPTY, extensions: [] };
    const content = this.#numbers.rewrite(packet);
    const payload =
      this.#carriedPayloadType === undefined
        ? content.payload
        : setBlockPayloadTypes(content.payload, this.#carriedPayloadType);
    const { extensions } = content;
    return { track: this, sequenceNumber, timestamp, marker: this.layers.endsPicture(packet), payload, extensions };
  }

  /** Serializes the first transmission of a packet, stamped for now. */
  write(packet: OutgoingPacket, transportSequence: number, nowMs: number): Buffer {
    if (this.kind === 'video') this.#buffer.put(packet.sequenceNumber, packet, nowMs);
    if (this.#highestSent === undefined || sequenceDistance(packet.sequenceNumber, this.#highestSent) > 0)
      this.#highestSent = packet.sequenceNumber;
    this.#forgetStart(packet.sequenceNumber);
    return this.#writer.write(packet, transportSequence, nowMs);
  }

  /** Serializes a retransmission, stamped for now. */
  writeRetransmission(packet: OutgoingPacket, transportSequence: number, nowMs: number): Buffer {
    return this.#writer.writeRetransmission(packet, transportSequence, nowMs);
  }

  /** Writes a padding packet; undefined for a player without RTX. */
  writePadding(transportSequence: number, nowMs: number): Buffer | undefined {
    return this.#writer.writePadding(transportSequence, nowMs);
  }

  /**
   * Returns whether a packet was sent before the keyframe that the viewer last started with, which makes it obsolete.
   */
  isSuperseded(sequenceNumber: number): boolean {
    return this.#startedAt !== undefined && sequenceDistance(sequenceNumber, this.#startedAt) < 0;
  }

  /**
   * Returns whether a recent packet was never sent: it was lost on the first mile, and its retransmission may yet
   * arrive.
   */
  isAwaited(sequenceNumber: number): boolean {
    const age = this.#highestSent === undefined ? 0 : sequenceDistance(this.#highestSent, sequenceNumber);
    return age < RETRANSMISSION_BUFFER_PACKETS && this.buffered(sequenceNumber) === undefined;
  }

  buffered(sequenceNumber: number): BufferedPacket<OutgoingPacket> | undefined {
    return this.#buffer.get(sequenceNumber);
  }

  /**
   * Writes a sender report for now: the publisher's own pair of clocks, extrapolated. Returns undefined without a
   * source.
   */
  buildSenderReport(reportOf: ReportOf, nowMs: number): Buffer | undefined {
    const source = reportOf(this.#encoding ?? 0);
    const { sent } = this.#writer;
    if (source === undefined || this.#state === 'new-source' || sent.packetCount === 0) return undefined;
    const sinceMs = nowMs - source.arrivedMs;
    return writeSenderReport({
      ssrc: this.ssrc,
      // The publisher's clock may be about to wrap, and wraps as the field does.
      ntp: BigInt.asUintN(64, source.ntp + BigInt(Math.round((sinceMs * 2 ** 32) / 1000))),
      rtpTimestamp: this.#munger.mungeTimestamp(source.rtpTimestamp + Math.round((sinceMs * this.#clockRate) / 1000)),
      ...sent,
    });
  }

  /** Returns a sender report by which what is sent was captured in that moment; undefined before anything was sent. */
  buildSenderReportAsSent(nowMs: number): Buffer | undefined {
    const { sent, lastSent } = this.#writer;
    if (lastSent === undefined) return undefined;
    return writeSenderReport({
      ssrc: this.ssrc,
      ntp: ntpFromWallClock(wallMs()),
      rtpTimestamp: lastSent.timestamp + Math.round(((nowMs - lastSent.atMs) * this.#clockRate) / 1000),
      ...sent,
    });
  }

  /** Forgets the start before sequence numbers wrap; by then no earlier packet is in the buffer. */
  #forgetStart(sequenceNumber: number): void {
    if (
      this.#startedAt !== undefined &&
      sequenceDistance(sequenceNumber, this.#startedAt) > RETRANSMISSION_BUFFER_PACKETS
    )
      this.#startedAt = undefined;
  }

  #start(packet: SourcePacket, reportOf: ReportOf): void {
    const previous = this.#encoding;
    this.#encoding = packet.encoding;
    if (this.#state === 'new-source') {
      this.#munger.beginSource(packet);
      this.#numbers.begin(packet);
    } else if (previous === packet.encoding || previous === undefined) this.#munger.beginAfterDrop(packet);
    else {
      this.#munger.beginEncoding(
        packet,
        computeTimestampOffset(reportOf(previous), reportOf(packet.encoding), this.#clockRate),
      );
      this.#numbers.begin(packet);
    }
    this.#state = 'flowing';
  }
}
