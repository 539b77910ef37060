import { readSendTime } from '../rtp/abs-send-time.ts';
import { type ExtensionIds, type ExtensionName, FORWARDED_EXTENSIONS } from '../rtp/header-extensions.ts';
import { startsKeyframe } from '../rtp/keyframes.ts';
import { CARRIED_PAYLOAD_TYPE, setBlockPayloadTypes } from '../rtp/red-payload.ts';
import type { RtpPacket } from '../rtp/rtp-packet.ts';
import type { MediaKind, SourcePacket } from '../rtp/source-packet.ts';
import type { CodecId } from '../sdp/codecs.ts';
import type { OfferedCodec } from '../sdp/offered-codecs.ts';
import { PublisherEncoding, type ReceivedPacket } from './publisher-encoding.ts';

export interface PublisherTrackOptions {
  readonly kind: MediaKind;
  readonly codec: CodecId;
  readonly offered: OfferedCodec;
  readonly extensionIds: ExtensionIds;
  /** SSRC from the offer; if it names none, that of the first packet. */
  readonly ssrc: number | undefined;
  /** Simulcast streams; empty without simulcast. */
  readonly rids: readonly string[];
}

/**
 * One medium from the publisher. Payload types, which BUNDLE keeps unique, distinguish media; the rid in their first
 * packets distinguishes its simulcast streams (RFC 8852).
 */
export class PublisherTrack {
  readonly kind: MediaKind;
  readonly codec: CodecId;
  readonly payloadType: number;
  readonly rtxPayloadType: number | undefined;
  readonly encodings: readonly PublisherEncoding[];
  /** Simulcast streams; empty without simulcast. */
  readonly rids: readonly string[];
  readonly #extensionIds: ExtensionIds;
  readonly #forwarded: readonly (readonly [ExtensionName, number])[];
  /** Index of an encoding, by its SSRC or its retransmissions' SSRC. */
  readonly #indexBySsrc = new Map<number, number>();

  constructor({ kind, codec, offered, extensionIds, ssrc, rids }: PublisherTrackOptions) {
    this.kind = kind;
    this.codec = codec;
    this.payloadType = offered.payloadType;
    this.rtxPayloadType = offered.rtxPayloadType;
    this.rids = rids;
    this.#extensionIds = extensionIds;
    const streams: readonly (string | undefined)[] = rids.length === 0 ? [undefined] : rids;
    this.encodings = streams.map(
      (rid) => new PublisherEncoding(kind, codec, offered.clockRate, rid === undefined ? ssrc : undefined),
    );
    this.#forwarded = FORWARDED_EXTENSIONS.flatMap((name) => {
      const id = extensionIds[name];
      return id === undefined ? [] : [[name, id] as const];
    });
  }

  /** Receives a packet with this track's payload type or its RTX payload type. Returns what to forward now. */
  receive(packet: RtpPacket, arrivalMs: number): SourcePacket[] {
    const isRtx = packet.payloadType === this.rtxPayloadType;
    const index = this.#indexOf(packet, isRtx ? this.#extensionIds.repairedRid : this.#extensionIds.rid);
    const encoding = index === undefined ? undefined : this.encodings[index];
    if (index === undefined || encoding === undefined) return [];
    const received = isRtx ? encoding.receiveRtx(packet, arrivalMs) : encoding.receive(packet, arrivalMs);
    return received.map((one) => this.#toSource(one, index, encoding, isRtx));
  }

  #indexOf({ ssrc, extensions }: RtpPacket, ridId: number | undefined): number | undefined {
    if (this.rids.length === 0) return 0;
    const rid = ridId === undefined ? undefined : extensions.get(ridId)?.toString('latin1');
    if (rid !== undefined && this.rids.includes(rid)) this.#indexBySsrc.set(ssrc, this.rids.indexOf(rid));
    return this.#indexBySsrc.get(ssrc);
  }

  #toSource(
    { packet, sequence, payload, restarts, arrivalMs }: ReceivedPacket,
    index: number,
    encoding: PublisherEncoding,
    isRtx: boolean,
  ): SourcePacket {
    const extensions: [ExtensionName, Buffer][] = [];
    for (const [name, id] of this.#forwarded) {
      const value = packet.extensions.get(id);
      if (value !== undefined) extensions.push([name, value]);
    }
    const descriptor = extensions.find(([name]) => name === 'dependencyDescriptor')?.[1];
    const frame = descriptor === undefined ? undefined : encoding.readDescriptor(descriptor);
    const sentMs = isRtx || this.kind === 'audio' ? undefined : this.#sendTimeOf(packet, arrivalMs);
    return {
      kind: this.kind,
      encoding: index,
      sequence,
      timestamp: packet.timestamp,
      marker: packet.marker,
      payload: this.codec === 'red' ? setBlockPayloadTypes(payload, CARRIED_PAYLOAD_TYPE) : payload,
      startsKeyframe: startsKeyframe(this.codec, payload),
      ...(frame && { frame }),
      ...(restarts && { restarts: true as const }),
      extensions,
      arrivalMs,
      ...(sentMs !== undefined && { sentMs }),
    };
  }

  #sendTimeOf({ extensions }: RtpPacket, arrivalMs: number): number | undefined {
    const id = this.#extensionIds.absSendTime;
    const value = id === undefined ? undefined : extensions.get(id);
    return value === undefined ? undefined : readSendTime(value, arrivalMs);
  }
}
