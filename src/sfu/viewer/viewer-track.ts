import { FrameNumbers } from '../layers/frame-numbers.ts';
import { type ForwardDecision, LayerSwitch } from '../layers/layer-switch.ts';
import {
  type BufferedPacket,
  RETRANSMISSION_BUFFER_PACKETS,
  RetransmissionBuffer,
} from '../nack/retransmission-buffer.ts';
import { writeSenderReport } from '../rtcp/rtcp-reports.ts';
import { type ExtensionIds, type ExtensionName, encodeAbsSendTime, encodeUint16 } from '../rtp/header-extensions.ts';
import { createFirstSequenceNumber, createSsrc } from '../rtp/random-ids.ts';
import { setBlockPayloadTypes } from '../rtp/red-payload.ts';
import { RtpMunger } from '../rtp/rtp-munger.ts';
import { type RtpExtension, writeRtp } from '../rtp/rtp-packet.ts';
import { sequenceDistance } from '../rtp/sequence-numbers.ts';
import type { MediaKind, SourcePacket, SourceReport } from '../rtp/source-packet.ts';
import { computeTimestampOffset } from '../rtp/timestamp-offset.ts';
import type { CodecId } from '../sdp/codecs.ts';
import type { OfferedCodec } from '../sdp/offered-codecs.ts';

/** Packet for one viewer, complete but for what is stamped when it leaves. */
export interface OutgoingPacket {
  readonly track: ViewerTrack;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
  readonly extensions: readonly (readonly [ExtensionName, Buffer])[];
}

/**
 * Packets that carry the mid: it tells the receiver which track an SSRC belongs to until it knows (RFC 9143 section
 * 9.2), and so does the SDP.
 */
const PACKETS_WITH_MID = 100;
/** Approximate size of RTP header and extensions, added to the payload for pacing and budgets. */
export const HEADER_BYTES = 32;
/** Longest padding in RTP. */
const PADDING_BYTES = 255;
const EMPTY = Buffer.alloc(0);

/** Returns the publisher's latest report on one of its simulcast streams. */
export type ReportOf = (encoding: number) => SourceReport | undefined;

export interface ViewerTrackOptions {
  readonly kind: MediaKind;
  readonly codec: CodecId;
  readonly offered: OfferedCodec;
  readonly extensionIds: ExtensionIds;
  readonly mid: string;
  /** Whether one-byte and two-byte headers may be mixed; true by default. */
  readonly mixesExtensions?: boolean;
}

/** One medium sent to one viewer: own numbering and SSRCs, and a retransmission buffer. */
export class ViewerTrack {
  readonly kind: MediaKind;
  readonly codec: CodecId;
  readonly ssrc = createSsrc();
  readonly rtxSsrc: number | undefined;
  readonly #payloadType: number;
  readonly #rtxPayloadType: number | undefined;
  /** Payload type of the codec that RED carries. */
  readonly #carriedPayloadType: number | undefined;
  readonly #clockRate: number;
  readonly #ids: ExtensionIds;
  readonly #mid: Buffer;
  readonly #oneByteOnly: boolean;
  readonly #munger: RtpMunger;
  readonly #numbers: FrameNumbers;
  /** Layer of the stream that the viewer gets. */
  readonly layers = new LayerSwitch();
  /** Simulcast stream of the packet it last started with. */
  #encoding: number | undefined;
  readonly #buffer = new RetransmissionBuffer<OutgoingPacket>();
  #rtxSequenceNumber = createFirstSequenceNumber();
  /** 'new-source': nothing sent of this publisher yet; 'after-drop': packets were held back from this viewer. */
  #state: 'new-source' | 'after-drop' | 'flowing' = 'new-source';
  #packetCount = 0;
  #octetCount = 0;
  #lastTimestamp = 0;
  #startedAt: number | undefined;
  /** Highest sequence number sent. */
  #highestSent: number | undefined;

  constructor({ kind, codec, offered, extensionIds, mid, mixesExtensions = true }: ViewerTrackOptions) {
    this.kind = kind;
    this.codec = codec;
    this.#payloadType = offered.payloadType;
    this.#rtxPayloadType = offered.rtxPayloadType;
    this.rtxSsrc = offered.rtxPayloadType === undefined ? undefined : createSsrc();
    this.#carriedPayloadType = offered.carries?.payloadType;
    this.#clockRate = offered.clockRate;
    this.#ids = extensionIds;
    this.#mid = Buffer.from(mid, 'utf8');
    this.#oneByteOnly = !mixesExtensions;
    this.#munger = new RtpMunger(offered.clockRate, createFirstSequenceNumber());
    this.#numbers = new FrameNumbers(codec);
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
    // A late packet of a layer above: its sequence number is already assigned, so send it empty.
    if (decision === 'skip') return { track: this, ...position, marker: false, payload: EMPTY, extensions: [] };
    const content = this.#numbers.rewrite(packet);
    const payload =
      this.#carriedPayloadType === undefined
        ? content.payload
        : setBlockPayloadTypes(content.payload, this.#carriedPayloadType);
    return { track: this, ...position, marker: this.layers.endsPicture(packet), ...content, payload };
  }

  /** Serializes the first transmission of a packet, stamped for now. */
  write(packet: OutgoingPacket, transportSequence: number, nowMs: number): Buffer {
    if (this.kind === 'video') this.#buffer.put(packet.sequenceNumber, packet, nowMs);
    if (this.#highestSent === undefined || sequenceDistance(packet.sequenceNumber, this.#highestSent) > 0)
      this.#highestSent = packet.sequenceNumber;
    this.#forgetStart(packet.sequenceNumber);
    this.#packetCount += 1;
    this.#octetCount += packet.payload.length;
    this.#lastTimestamp = packet.timestamp;
    return this.#serialize(packet, transportSequence, nowMs, false);
  }

  /** Serializes a retransmission: on its own SSRC (RFC 4588), or on the media SSRC for a player without RTX. */
  writeRetransmission(packet: OutgoingPacket, transportSequence: number, nowMs: number): Buffer {
    return this.#serialize(packet, transportSequence, nowMs, true);
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
    if (source === undefined || this.#state === 'new-source' || this.#packetCount === 0) return undefined;
    const sinceMs = nowMs - source.arrivedMs;
    return writeSenderReport({
      ssrc: this.ssrc,
      // The publisher's clock may be about to wrap, and wraps as the field does.
      ntp: BigInt.asUintN(64, source.ntp + BigInt(Math.round((sinceMs * 2 ** 32) / 1000))),
      rtpTimestamp: this.#munger.mungeTimestamp(source.rtpTimestamp + Math.round((sinceMs * this.#clockRate) / 1000)),
      packetCount: this.#packetCount,
      octetCount: this.#octetCount,
    });
  }

  /** Writes a padding packet on the retransmission stream; undefined for a player without RTX. */
  writePadding(transportSequence: number, nowMs: number): Buffer | undefined {
    if (this.#rtxPayloadType === undefined || this.rtxSsrc === undefined) return undefined;
    this.#rtxSequenceNumber = (this.#rtxSequenceNumber + 1) & 0xffff;
    return writeRtp({
      ...{ marker: false, payloadType: this.#rtxPayloadType, sequenceNumber: this.#rtxSequenceNumber },
      ...{ timestamp: this.#lastTimestamp, ssrc: this.rtxSsrc, payload: EMPTY, paddingBytes: PADDING_BYTES },
      extensions: this.#writeHopExtensions(transportSequence, nowMs),
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

  #writeHopExtensions(transportSequence: number, nowMs: number): RtpExtension[] {
    const { mid, transportCc, absSendTime } = this.#ids;
    const extensions: RtpExtension[] = [];
    if (mid !== undefined && this.#packetCount <= PACKETS_WITH_MID) extensions.push([mid, this.#mid]);
    if (transportCc !== undefined) extensions.push([transportCc, encodeUint16(transportSequence)]);
    if (absSendTime !== undefined) extensions.push([absSendTime, encodeAbsSendTime(nowMs)]);
    return extensions;
  }

  #serialize(packet: OutgoingPacket, transportSequence: number, nowMs: number, isRetransmission: boolean): Buffer {
    const extensions = this.#writeHopExtensions(transportSequence, nowMs);
    for (const [name, value] of packet.extensions) {
      const id = this.#ids[name];
      if (id !== undefined) extensions.push([id, value]);
    }
    const { marker, timestamp, payload, sequenceNumber } = packet;
    const common = { marker, timestamp, payload, extensions, oneByteOnly: this.#oneByteOnly };
    if (!isRetransmission || this.#rtxPayloadType === undefined || this.rtxSsrc === undefined)
      return writeRtp({ ...common, payloadType: this.#payloadType, sequenceNumber, ssrc: this.ssrc });
    this.#rtxSequenceNumber = (this.#rtxSequenceNumber + 1) & 0xffff;
    return writeRtp({
      ...common,
      payloadType: this.#rtxPayloadType,
      sequenceNumber: this.#rtxSequenceNumber,
      ssrc: this.rtxSsrc,
      originalSequenceNumber: sequenceNumber,
    });
  }
}
