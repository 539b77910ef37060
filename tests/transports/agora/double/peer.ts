import { RoundTrip } from '../../../../src/sfu/rtcp/round-trip.ts';
import { parseRtcp, type RtcpMessage } from '../../../../src/sfu/rtcp/rtcp.ts';
import { writeNack, writePli } from '../../../../src/sfu/rtcp/rtcp-feedback.ts';
import { type ReportBlock, writeCname, writeReceiverReport } from '../../../../src/sfu/rtcp/rtcp-reports.ts';
import { writeDelaySinceReceiverReport } from '../../../../src/sfu/rtcp/rtcp-xr.ts';
import { TwccReceiver } from '../../../../src/sfu/rtcp/twcc-receiver.ts';
import { createSsrc } from '../../../../src/sfu/rtp/random-ids.ts';
import { parseRtp } from '../../../../src/sfu/rtp/rtp-packet.ts';
import type { MediaKind, SourcePacket } from '../../../../src/sfu/rtp/source-packet.ts';
import type { CodecId } from '../../../../src/sfu/sdp/codecs.ts';
import { WebRtcTransport } from '../../../../src/sfu/transport/webrtc-transport.ts';
import { ViewerCounters } from '../../../../src/sfu/viewer/viewer-counters.ts';
import { ViewerOutput } from '../../../../src/sfu/viewer/viewer-output.ts';
import { IceFront } from './ice-front.ts';
import {
  extensionIdsOf,
  type OrtcCapabilities,
  type OrtcIceParameters,
  type OrtcOffer,
  type OrtcStream,
  type StreamType,
} from './ortc.ts';
import { PublishedStream } from './published-stream.ts';
import { Subscription } from './subscription.ts';

/** Callbacks from a client's media to its channel. */
export interface PeerEvents {
  onOpen(): void;
  onPacket(stream: PublishedStream, packet: SourcePacket): void;
  /** Called when the client lost the video of that host's stream. */
  onKeyframeRequest(owner: number, type: StreamType): void;
  streamOf(owner: number, type: StreamType): PublishedStream | undefined;
}

export const CNAME = 'agora-double';

/** A client's only transport: what it publishes, and what it has subscribed to. */
export class Peer {
  readonly uid: number;
  readonly capabilities: OrtcCapabilities;
  readonly #transport: WebRtcTransport;
  readonly #front: IceFront;
  readonly #events: PeerEvents;
  readonly #output: ViewerOutput;
  readonly #counters = new ViewerCounters();
  readonly #roundTrip = new RoundTrip();
  readonly #ssrc = createSsrc();
  readonly #twcc = new TwccReceiver(this.#ssrc);
  readonly #transportCcId: number | undefined;
  readonly published = new Map<StreamType, PublishedStream>();
  readonly subscriptions: Subscription[] = [];
  /** Loss in the last second's receiver reports (0 to 1); undefined before the first. */
  lossFraction: number | undefined;

  static async open(uid: number, offer: OrtcOffer, address: string, events: PeerEvents): Promise<Peer> {
    const [fingerprint] = offer.dtlsParameters.fingerprints;
    if (fingerprint === undefined) throw new Error('the client names no fingerprint');
    const { iceUfrag, icePwd } = offer.iceParameters;
    const transport = await WebRtcTransport.open(
      {
        iceUfrag,
        icePwd,
        fingerprint: `${fingerprint.hashFunction ?? fingerprint.algorithm} ${fingerprint.fingerprint}`,
        activeOnly: true,
      },
      { address },
    );
    const front = await IceFront.open({ inner: transport.local, local: transport.local, remote: offer.iceParameters });
    return new Peer(uid, transport, front, offer.rtpCapabilities.sendrecv, events);
  }

  private constructor(
    uid: number,
    transport: WebRtcTransport,
    front: IceFront,
    capabilities: OrtcCapabilities,
    events: PeerEvents,
  ) {
    this.uid = uid;
    this.capabilities = capabilities;
    this.#transport = transport;
    this.#front = front;
    this.#events = events;
    this.#output = new ViewerOutput(transport, this.#counters);
    this.#transportCcId = extensionIdsOf(capabilities, 'video').transportCc;
    transport.listen({
      onOpen: () => events.onOpen(),
      onRtp: (bytes) => this.#receiveRtp(bytes),
      onRtcp: (bytes) => {
        for (const message of parseRtcp(bytes)) this.#receive(message, performance.now());
      },
      onClosed: () => {},
    });
  }

  /** Returns the gateway's half of join_v3; a `port` other than the front's sends media nowhere. */
  answer(port = this.#front.port) {
    const { iceUfrag, icePwd, fingerprint, address } = this.#transport.local;
    const [algorithm = '', value = ''] = fingerprint.split(' ');
    const candidate = { foundation: '1', protocol: 'udp', priority: 2_130_706_431, ip: address, port, type: 'host' };
    return {
      iceParameters: { iceUfrag, icePwd, candidates: [candidate] },
      dtlsParameters: { role: 'server', fingerprints: [{ algorithm, fingerprint: value }] },
      rtpCapabilities: { sendrecv: this.capabilities },
      cname: CNAME,
    };
  }

  restartIce(remote: OrtcIceParameters) {
    this.#front.restart(remote);
    const { iceUfrag, icePwd } = this.#transport.local;
    return { iceParameters: { iceUfrag, icePwd } };
  }

  get open(): boolean {
    return this.#transport.open;
  }

  get roundTripMs(): number | undefined {
    return this.#roundTrip.latestMs;
  }

  publish(streams: readonly OrtcStream[]): void {
    for (const { stream_type: type, ssrcs } of streams) {
      const [first] = ssrcs;
      if (first === undefined) continue;
      this.published.set(type, new PublishedStream(type, first.ssrcId, first.rtx, this.capabilities));
    }
  }

  unpublish(types: readonly StreamType[]): void {
    for (const type of types) this.published.delete(type);
  }

  /**
   * Returns the subscription, created on first request so that its SSRC can be announced; undefined if the client lacks
   * the decoder.
   */
  subscriptionTo(owner: number, kind: MediaKind, codec: CodecId): Subscription | undefined {
    const known = this.subscriptions.find((one) => one.owner === owner && one.kind === kind);
    if (known !== undefined) return known;
    const subscription = Subscription.of(owner, kind, codec, this.capabilities);
    if (subscription !== undefined) this.subscriptions.push(subscription);
    return subscription;
  }

  deliver(owner: number, stream: PublishedStream, packet: SourcePacket): void {
    if (!this.open) return;
    const subscription = this.subscriptions.find((one) => one.owner === owner && one.kind === stream.kind);
    const before = subscription?.track.state;
    const outgoing = subscription?.take(stream.type, packet, () => {
      this.#output.setMediaRate(stream.mediaBps(packet.arrivalMs));
      return !this.#output.isFull;
    });
    if (subscription === undefined || outgoing === undefined) return;
    if (packet.kind === 'audio') this.#output.sendNow(outgoing);
    else this.#output.enqueue(outgoing);
    if (before === 'new-source') this.#sendReport(subscription, performance.now());
  }

  requestKeyframe(type: StreamType): void {
    const stream = this.published.get(type);
    if (stream !== undefined) this.#transport.send(writePli(this.#ssrc, stream.ssrc));
  }

  /** Sends NACKs; call every 20 ms. */
  sendNacks(nowMs: number): void {
    for (const { track, ssrc } of this.published.values()) {
      const due = track?.encodings[0]?.takeNacks(nowMs) ?? [];
      if (due.length > 0) this.#transport.send(writeNack(this.#ssrc, ssrc, due));
    }
  }

  /** Sends transport-wide feedback; call every 50 ms. */
  sendTransportFeedback(): void {
    const [any] = this.published.values();
    if (any !== undefined) for (const packet of this.#twcc.takeFeedback(any.ssrc)) this.#transport.send(packet);
  }

  /** Sends reports; call every second. */
  endSecond(nowMs: number): void {
    const blocks = [...this.published.values()]
      .map(({ track }) => track?.encodings[0]?.takeReportBlock(nowMs))
      .filter((block) => block !== undefined);
    if (blocks.length > 0)
      this.#transport.send(Buffer.concat([writeReceiverReport(this.#ssrc, blocks), writeCname(this.#ssrc, CNAME)]));
    for (const subscription of this.subscriptions) this.#sendReport(subscription, nowMs);
    this.#counters.takeSecond('', { pacerQueuedMs: this.#output.queuedMs, roundTripMs: this.roundTripMs });
  }

  close(): void {
    this.#output.clear();
    this.#transport.close();
    this.#front.close();
  }

  #receiveRtp(bytes: Buffer): void {
    const nowMs = performance.now();
    const packet = parseRtp(bytes);
    if (packet === undefined) return;
    const transportCc = this.#transportCcId === undefined ? undefined : packet.extensions.get(this.#transportCcId);
    if (transportCc?.length === 2) this.#twcc.receive(transportCc.readUInt16BE(0), nowMs * 1000);
    const { ssrc } = packet;
    const stream = [...this.published.values()].find((one) => one.ssrc === ssrc || one.rtxSsrc === ssrc);
    if (stream !== undefined) for (const source of stream.receive(packet, nowMs)) this.#events.onPacket(stream, source);
  }

  #receive(message: RtcpMessage, nowMs: number): void {
    switch (message.type) {
      case 'sender-report':
        this.#reported(message.reports, nowMs);
        for (const { ssrc, track } of this.published.values())
          if (ssrc === message.ssrc) track?.encodings[0]?.senderReport(message.ntp, message.rtpTimestamp, nowMs);
        return;
      case 'receiver-report':
        this.#reported(message.reports, nowMs);
        return;
      case 'nack':
        this.#resend(message.mediaSsrc, message.sequenceNumbers, nowMs);
        return;
      case 'pli':
        this.#lostPicture([message.mediaSsrc]);
        return;
      case 'fir':
        this.#lostPicture(message.mediaSsrcs);
        return;
      case 'receiver-reference-time':
        for (const { track } of this.subscriptions)
          this.#transport.send(writeDelaySinceReceiverReport(track.ssrc, message.ssrc, message.ntp, 0));
        return;
      case 'transport-cc':
      case 'delay-since-receiver-report':
      case 'bye':
        return;
    }
  }

  #reported(blocks: readonly ReportBlock[], nowMs: number): void {
    for (const block of blocks) {
      this.#roundTrip.reported(block, nowMs);
      const video = this.subscriptions.find(({ kind, track }) => kind === 'video' && track.ssrc === block.ssrc);
      if (video !== undefined) this.lossFraction = block.fractionLost256 / 256;
    }
  }

  #resend(ssrc: number, sequenceNumbers: readonly number[], nowMs: number): void {
    const subscription = this.subscriptions.find(({ track }) => track.ssrc === ssrc);
    if (subscription === undefined) return;
    const { owner, current, track } = subscription;
    const mediaBps = this.#events.streamOf(owner, current)?.mediaBps(nowMs) ?? 0;
    const conditions = { nowMs, roundTripMs: this.roundTripMs, mediaBps };
    if (!this.#output.retransmit(track, sequenceNumbers, conditions)) this.#events.onKeyframeRequest(owner, current);
  }

  #lostPicture(ssrcs: readonly number[]): void {
    for (const { owner, current, track } of this.subscriptions)
      if (ssrcs.includes(track.ssrc)) this.#events.onKeyframeRequest(owner, current);
  }

  #sendReport({ owner, current, active, track }: Subscription, nowMs: number): void {
    const source = this.#events.streamOf(owner, current)?.track?.encodings[0]?.report;
    const report = active ? track.buildSenderReport(() => source, nowMs) : undefined;
    if (report === undefined) return;
    this.#roundTrip.sent(report.readBigUInt64BE(8), nowMs);
    this.#transport.send(Buffer.concat([report, writeCname(track.ssrc, CNAME)]));
  }
}
