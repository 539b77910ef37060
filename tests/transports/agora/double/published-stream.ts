import { KeyframeRequestManager } from '../../../../src/sfu/keyframe-requests/keyframe-request-manager.ts';
import { PublisherTrack } from '../../../../src/sfu/publisher/publisher-track.ts';
import { RateMeter } from '../../../../src/sfu/rate-meter.ts';
import type { RtpPacket } from '../../../../src/sfu/rtp/rtp-packet.ts';
import type { MediaKind, SourcePacket } from '../../../../src/sfu/rtp/source-packet.ts';
import type { CodecId } from '../../../../src/sfu/sdp/codecs.ts';
import { codecOfPayloadType, extensionIdsOf, type OrtcCapabilities, type StreamType } from './ortc.ts';

/** One stream of a host: high or low video, or audio. */
export class PublishedStream {
  readonly type: StreamType;
  readonly kind: MediaKind;
  readonly ssrc: number;
  readonly rtxSsrc: number | undefined;
  readonly keyframes = new KeyframeRequestManager();
  readonly #rate = new RateMeter();
  readonly #capabilities: OrtcCapabilities;
  #track: PublisherTrack | undefined;

  constructor(type: StreamType, ssrc: number, rtxSsrc: number | undefined, capabilities: OrtcCapabilities) {
    this.type = type;
    this.kind = type === 'audio' ? 'audio' : 'video';
    this.ssrc = ssrc;
    this.rtxSsrc = rtxSsrc;
    this.#capabilities = capabilities;
  }

  get track(): PublisherTrack | undefined {
    return this.#track;
  }

  get codec(): CodecId | undefined {
    return this.#track?.codec;
  }

  mediaBps(nowMs: number): number {
    return this.#rate.rateBps(nowMs);
  }

  /** Receives a packet with this stream's SSRC, or its retransmissions' SSRC. */
  receive(packet: RtpPacket, nowMs: number): SourcePacket[] {
    this.#track ??= packet.ssrc === this.ssrc ? this.#begin(packet.payloadType) : undefined;
    const sources = this.#track?.receive(packet, nowMs) ?? [];
    if (this.kind === 'audio') return sources;
    for (const source of sources) {
      this.#rate.add(source.payload.length, nowMs);
      if (source.startsKeyframe) this.keyframes.keyframeReceived(nowMs);
    }
    return sources;
  }

  /**
   * Determines the codec from the first packet: high and low share their payload types, so SSRCs tell streams apart.
   */
  #begin(payloadType: number): PublisherTrack | undefined {
    const offered = codecOfPayloadType(this.#capabilities, this.kind, payloadType);
    if (offered === undefined) return undefined;
    const extensionIds = extensionIdsOf(this.#capabilities, this.kind);
    return new PublisherTrack({
      kind: this.kind,
      codec: offered.codec,
      offered,
      extensionIds,
      ssrc: this.ssrc,
      rids: [],
    });
  }
}
