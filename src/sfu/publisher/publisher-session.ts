import type { OriginLine, StreamFrames } from '../../model/recording/origin-line.ts';
import { stripNack } from '../nack/strip-nack.ts';
import { parseRtcp } from '../rtcp/rtcp.ts';
import { parseRtp } from '../rtp/rtp-packet.ts';
import type { MediaKind, SourcePacket, SourceReport } from '../rtp/source-packet.ts';
import type { CodecId } from '../sdp/codecs.ts';
import { negotiatePublisher } from '../sdp/negotiate.ts';
import { type MediaAnswer, writeAnswer } from '../sdp/sdp-answer.ts';
import type { Offer } from '../sdp/sdp-offer.ts';
import type { ServerBehaviour } from '../server-behaviour.ts';
import { describeClose, SILENT_CLOSE_MS } from '../session-limits.ts';
import { type MediaHost, WebRtcTransport } from '../transport/webrtc-transport.ts';
import type { PublisherEncoding } from './publisher-encoding.ts';
import { type NegotiatedFeedback, PublisherFeedback } from './publisher-feedback.ts';
import { PublisherTrack } from './publisher-track.ts';

export interface PublisherEvents {
  onOpen(): void;
  onPacket(packet: SourcePacket): void;
  /** Called once when the publisher is gone. Not called after close(). */
  onClosed(reason: string): void;
}

export interface PublisherOptions {
  readonly host: MediaHost;
  /** Bitrate at which the publisher's bandwidth estimation starts; its own default if undefined. */
  readonly startBitrateKbps: number | undefined;
  /** Whether lost packets are retransmitted, on the first mile and to the viewers. */
  readonly nackEnabled: boolean;
  /** Behaviour towards the stream's viewers. */
  readonly behaviour: ServerBehaviour;
  readonly events: PublisherEvents;
}

type PublisherSecond = NonNullable<OriginLine['publisher']>;

/** WHIP session: receives the stream, and gives its sender the feedback it needs. */
export class PublisherSession {
  readonly answer: string;
  readonly nackEnabled: boolean;
  readonly behaviour: ServerBehaviour;
  readonly #transport: WebRtcTransport;
  readonly #tracks: readonly PublisherTrack[];
  readonly #encodings: readonly PublisherEncoding[];
  readonly #feedback: PublisherFeedback;
  readonly #events: PublisherEvents;
  #receivedMs = performance.now();
  #packetsIn = 0;
  #bytesIn = 0;
  #pliSent = 0;

  static async open(offer: Offer, options: PublisherOptions): Promise<PublisherSession> {
    const negotiated = negotiatePublisher(options.nackEnabled ? offer : stripNack(offer));
    const transport = await WebRtcTransport.open(offer, options.host);
    const media = negotiated.map((one): MediaAnswer => {
      if (one.type === 'rejected') return one;
      const startBitrateKbps = one.kind === 'video' ? options.startBitrateKbps : undefined;
      return { ...one, type: 'recvonly', startBitrateKbps };
    });
    const accepted = negotiated.filter((one) => one.type === 'accepted');
    const tracks = accepted.map(
      ({ kind, codec, offered, extensionIds }) =>
        new PublisherTrack({
          ...{ kind, codec: codec.codec, offered: codec, extensionIds },
          ...{ ssrc: offered.ssrc, rids: offered.rids },
        }),
    );
    const negotiatedFeedback = {
      transportCcId: accepted.map(({ extensionIds }) => extensionIds.transportCc).find((id) => id !== undefined),
      reducedSizeRtcp: accepted.every(({ offered }) => offered.reducedSizeRtcp),
      receiverRtt: accepted.some(({ offered }) => offered.receiverRtt),
    };
    return new PublisherSession(transport, tracks, negotiatedFeedback, writeAnswer(transport.local, media), options);
  }

  private constructor(
    transport: WebRtcTransport,
    tracks: readonly PublisherTrack[],
    negotiatedFeedback: NegotiatedFeedback,
    answer: string,
    { events, nackEnabled, behaviour }: PublisherOptions,
  ) {
    this.#transport = transport;
    this.#tracks = tracks;
    this.#encodings = tracks.flatMap(({ encodings }) => encodings);
    this.#feedback = new PublisherFeedback(transport, negotiatedFeedback);
    this.answer = answer;
    this.nackEnabled = nackEnabled;
    this.behaviour = behaviour;
    this.#events = events;
    transport.listen({
      onOpen: events.onOpen,
      onRtp: (bytes) => this.#receiveRtp(bytes),
      onRtcp: (bytes) => this.#receiveRtcp(bytes),
      onClosed: (error) => events.onClosed(describeClose(error)),
    });
  }

  /** Codecs of the published media. */
  get codecs(): Readonly<Partial<Record<MediaKind, CodecId>>> {
    return Object.fromEntries(this.#tracks.map(({ kind, codec }) => [kind, codec]));
  }

  report(kind: MediaKind, encoding: number): SourceReport | undefined {
    return this.#tracks.find((track) => track.kind === kind)?.encodings[encoding]?.report;
  }

  /** Number of simulcast streams of its video; 1 without simulcast, 0 without video. */
  get videoEncodings(): number {
    return this.#video?.encodings.length ?? 0;
  }

  ridOf(encoding: number): string | undefined {
    return this.#video?.rids[encoding];
  }

  /** Round trip in ms; undefined if the sender does not answer reference times. */
  get roundTripMs(): number | undefined {
    return this.#feedback.roundTripMs;
  }

  /** Requests a keyframe of one simulcast stream; the sender may make one for the others too. */
  requestKeyframe(encoding: number): void {
    const ssrc = this.#video?.encodings[encoding]?.ssrc;
    if (ssrc === undefined || !this.#transport.open) return;
    this.#pliSent += 1;
    this.#feedback.requestKeyframe(ssrc);
  }

  /** Sends NACKs; call every 20 ms. */
  sendNacks(nowMs: number): void {
    this.#transport.guard(() => this.#sendNacks(nowMs));
  }

  #sendNacks(nowMs: number): void {
    for (const encoding of this.#encodings) {
      // Always taken: that is what forgets old ones.
      const due = encoding.takeNacks(nowMs);
      const { ssrc } = encoding;
      if (this.nackEnabled && ssrc !== undefined) this.#feedback.sendNack(ssrc, due);
    }
  }

  /** Sends transport-wide feedback; call every 50 ms, at which bandwidth estimation reached 2 Mbit/s in about 2 s. */
  sendTransportFeedback(): void {
    const mediaSsrc = this.#encodings.find(({ ssrc }) => ssrc !== undefined)?.ssrc ?? 0;
    this.#transport.guard(() => this.#feedback.sendTransportFeedback(mediaSsrc));
  }

  /**
   * Returns what happened in the last second; call every second. Ends the session after too long a silence. Returns
   * undefined if that failed.
   */
  endSecond(nowMs: number): PublisherSecond | undefined {
    return this.#transport.guard(() => this.#endSecond(nowMs));
  }

  #endSecond(nowMs: number): PublisherSecond {
    const blocks = this.#encodings.flatMap((encoding) => encoding.takeReportBlock(nowMs) ?? []);
    this.#feedback.sendReport(blocks, nowMs);
    const frames = this.#takeFrameCounts(nowMs);
    const second = {
      packetsIn: this.#packetsIn,
      bytesIn: this.#bytesIn,
      packetsMissing: this.#encodings.reduce((sum, encoding) => sum + encoding.takeLostCount(), 0),
      pliSent: this.#pliSent,
      ...(frames.length > 0 && {
        framesWhole: frames.reduce((sum, { framesWhole }) => sum + framesWhole, 0),
        framesBroken: frames.reduce((sum, { framesBroken }) => sum + framesBroken, 0),
      }),
      ...((this.#video?.rids.length ?? 0) > 0 && { streams: frames }),
    };
    this.#packetsIn = 0;
    this.#bytesIn = 0;
    this.#pliSent = 0;
    if (nowMs - this.#receivedMs > SILENT_CLOSE_MS) {
      this.close();
      this.#events.onClosed(`nothing was heard from it for ${SILENT_CLOSE_MS / 1000} s`);
    }
    return second;
  }

  /** Returns the frames of each of the video's streams since the last call. */
  #takeFrameCounts(nowMs: number): StreamFrames[] {
    return (this.#video?.encodings ?? []).flatMap((encoding, index) => {
      const counts = encoding.takeFrameCounts(nowMs);
      if (counts === undefined) return [];
      return { rid: this.ridOf(index) ?? '', framesWhole: counts.complete, framesBroken: counts.incomplete };
    });
  }

  /** ICE and DTLS of the session. */
  get transport(): Pick<WebRtcTransport, 'addCandidate' | 'restartIce'> {
    return this.#transport;
  }

  close(): void {
    this.#transport.close();
  }

  get #video(): PublisherTrack | undefined {
    return this.#tracks.find(({ kind }) => kind === 'video');
  }

  #receiveRtp(bytes: Buffer): void {
    const nowMs = performance.now();
    const packet = parseRtp(bytes);
    if (packet === undefined) return;
    this.#receivedMs = nowMs;
    this.#packetsIn += 1;
    this.#bytesIn += bytes.length;
    this.#feedback.packetReceived(packet.extensions, nowMs);
    const { payloadType } = packet;
    const track = this.#tracks.find((one) => payloadType === one.payloadType || payloadType === one.rtxPayloadType);
    for (const source of track?.receive(packet, nowMs) ?? []) this.#events.onPacket(source);
  }

  #receiveRtcp(bytes: Buffer): void {
    const nowMs = performance.now();
    this.#receivedMs = nowMs;
    for (const message of parseRtcp(bytes)) {
      if (message.type === 'sender-report')
        this.#encodings
          .find(({ ssrc }) => ssrc === message.ssrc)
          ?.senderReport(message.ntp, message.rtpTimestamp, nowMs);
      if (message.type === 'delay-since-receiver-report') this.#feedback.receive(message, nowMs);
    }
  }
}
