import { type ExtensionIds, type ExtensionName, encodeAbsSendTime, encodeUint16 } from '../rtp/header-extensions.ts';
import { createFirstSequenceNumber, createSsrc } from '../rtp/random-ids.ts';
import { type RtpExtension, writeRtp } from '../rtp/rtp-packet.ts';
import type { OfferedCodec } from '../sdp/offered-codecs.ts';

/**
 * Packets that carry the mid: it shows the receiver which track an SSRC belongs to until it knows (RFC 9143 section
 * 9.2), and so does the SDP.
 */
const PACKETS_WITH_MID = 100;
/** Longest padding in RTP. */
const PADDING_BYTES = 255;
const EMPTY = Buffer.alloc(0);

/** Packet for one viewer, complete but for what is stamped when it leaves. */
export interface UnstampedPacket {
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly payload: Buffer;
  readonly extensions: readonly (readonly [ExtensionName, Buffer])[];
}

export interface PacketWriterOptions {
  readonly offered: OfferedCodec;
  readonly extensionIds: ExtensionIds;
  readonly mid: string;
  /** Whether one-byte and two-byte headers may be mixed; true by default. */
  readonly mixesExtensions?: boolean;
  /** Provides the bytes to write each packet into; new ones by default. */
  readonly takeBytes?: (length: number) => Buffer;
}

/** Serializes a viewer's packets, each stamped for the moment it leaves, and counts those sent for the first time. */
export class PacketWriter {
  readonly ssrc = createSsrc();
  /** SSRC of retransmissions (RFC 4588); undefined for a player without RTX. */
  readonly rtxSsrc: number | undefined;
  readonly #payloadType: number;
  readonly #rtxPayloadType: number | undefined;
  readonly #ids: ExtensionIds;
  readonly #oneByteOnly: boolean;
  readonly #takeBytes: ((length: number) => Buffer) | undefined;
  /** Values of the extensions that differ in each packet, written in place. */
  readonly #transportCc = Buffer.alloc(2);
  readonly #absSendTime = Buffer.alloc(3);
  /** Extensions of this hop, with and without the mid: lists of their own would be a quarter of what a packet allocates. */
  readonly #hop: readonly RtpExtension[];
  readonly #hopWithMid: readonly RtpExtension[];
  #rtxSequenceNumber = createFirstSequenceNumber();
  #packetCount = 0;
  #octetCount = 0;
  #lastTimestamp = 0;
  #lastSentMs: number | undefined;

  constructor({ offered, extensionIds, mid, mixesExtensions = true, takeBytes }: PacketWriterOptions) {
    this.#payloadType = offered.payloadType;
    this.#rtxPayloadType = offered.rtxPayloadType;
    this.rtxSsrc = offered.rtxPayloadType === undefined ? undefined : createSsrc();
    this.#ids = extensionIds;
    this.#oneByteOnly = !mixesExtensions;
    this.#takeBytes = takeBytes;
    this.#hop = [
      ...extension(extensionIds.transportCc, this.#transportCc),
      ...extension(extensionIds.absSendTime, this.#absSendTime),
    ];
    this.#hopWithMid = [...extension(extensionIds.mid, Buffer.from(mid, 'utf8')), ...this.#hop];
  }

  /** Packets and payload bytes sent for the first time, as a sender report counts them (RFC 3550 section 6.4.1). */
  get sent(): { readonly packetCount: number; readonly octetCount: number } {
    return { packetCount: this.#packetCount, octetCount: this.#octetCount };
  }

  /** RTP timestamp of the packet sent last for the first time, and when that was, ms; undefined before any. */
  get lastSent(): { readonly timestamp: number; readonly atMs: number } | undefined {
    return this.#lastSentMs === undefined ? undefined : { timestamp: this.#lastTimestamp, atMs: this.#lastSentMs };
  }

  /** Serializes the first transmission of a packet. */
  write(packet: UnstampedPacket, transportSequence: number, nowMs: number): Buffer {
    this.#packetCount += 1;
    this.#octetCount += packet.payload.length;
    this.#lastTimestamp = packet.timestamp;
    this.#lastSentMs = nowMs;
    return this.#serialize(packet, transportSequence, nowMs, false);
  }

  /** Serializes a retransmission: on its own SSRC (RFC 4588), or on the media SSRC for a player without RTX. */
  writeRetransmission(packet: UnstampedPacket, transportSequence: number, nowMs: number): Buffer {
    return this.#serialize(packet, transportSequence, nowMs, true);
  }

  /** Writes a padding packet on the retransmission stream; undefined for a player without RTX. */
  writePadding(transportSequence: number, nowMs: number): Buffer | undefined {
    if (this.#rtxPayloadType === undefined || this.rtxSsrc === undefined) return undefined;
    this.#rtxSequenceNumber = (this.#rtxSequenceNumber + 1) & 0xffff;
    return writeRtp(
      {
        ...{ marker: false, payloadType: this.#rtxPayloadType, sequenceNumber: this.#rtxSequenceNumber },
        ...{ timestamp: this.#lastTimestamp, ssrc: this.rtxSsrc, payload: EMPTY, paddingBytes: PADDING_BYTES },
        extensions: this.#stampHop(transportSequence, nowMs),
      },
      this.#takeBytes,
    );
  }

  #stampHop(transportSequence: number, nowMs: number): readonly RtpExtension[] {
    encodeUint16(transportSequence, this.#transportCc);
    encodeAbsSendTime(nowMs, this.#absSendTime);
    return this.#packetCount <= PACKETS_WITH_MID ? this.#hopWithMid : this.#hop;
  }

  #extensionsOf({ extensions }: UnstampedPacket, transportSequence: number, nowMs: number): readonly RtpExtension[] {
    const hop = this.#stampHop(transportSequence, nowMs);
    if (extensions.length === 0) return hop;
    return [...hop, ...extensions.flatMap(([name, value]) => extension(this.#ids[name], value))];
  }

  #serialize(packet: UnstampedPacket, transportSequence: number, nowMs: number, isRetransmission: boolean): Buffer {
    const extensions = this.#extensionsOf(packet, transportSequence, nowMs);
    const { marker, timestamp, payload, sequenceNumber } = packet;
    const oneByteOnly = this.#oneByteOnly;
    if (!isRetransmission || this.#rtxPayloadType === undefined || this.rtxSsrc === undefined) {
      const [payloadType, ssrc] = [this.#payloadType, this.ssrc];
      return writeRtp(
        { marker, timestamp, payload, extensions, oneByteOnly, payloadType, sequenceNumber, ssrc },
        this.#takeBytes,
      );
    }
    this.#rtxSequenceNumber = (this.#rtxSequenceNumber + 1) & 0xffff;
    return writeRtp(
      {
        ...{ marker, timestamp, payload, extensions, oneByteOnly },
        ...{ payloadType: this.#rtxPayloadType, sequenceNumber: this.#rtxSequenceNumber, ssrc: this.rtxSsrc },
        originalSequenceNumber: sequenceNumber,
      },
      this.#takeBytes,
    );
  }
}

/** Returns the extension, if its id was negotiated. */
function extension(id: number | undefined, value: Buffer): RtpExtension[] {
  return id === undefined ? [] : [[id, value]];
}
