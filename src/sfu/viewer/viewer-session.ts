import type { FrameStampsLine } from '../../model/recording/frame-lines.ts';
import type { OriginViewerSecond } from '../../model/recording/origin-line.ts';
import { Adaptation } from '../layers/adaptation.ts';
import type { Rung } from '../layers/layer.ts';
import { parseRtcp, type RtcpMessage } from '../rtcp/rtcp.ts';
import { RtcpInterval } from '../rtcp/rtcp-interval.ts';
import type { MediaKind, SourcePacket } from '../rtp/source-packet.ts';
import { type CodecId, canReceive } from '../sdp/codecs.ts';
import { writeAnswer } from '../sdp/sdp-answer.ts';
import type { Offer } from '../sdp/sdp-offer.ts';
import { describeClose, SILENT_CLOSE_MS } from '../session-limits.ts';
import { type MediaHost, WebRtcTransport } from '../transport/webrtc-transport.ts';
import { FrameStamps } from './frame-stamps.ts';
import { KeyframeRequester } from './keyframe-requester.ts';
import { PacketForwarder } from './packet-forwarder.ts';
import { ViewerCounters } from './viewer-counters.ts';
import { negotiateViewerMedia } from './viewer-media.ts';
import { ViewerOutput } from './viewer-output.ts';
import { ViewerReports } from './viewer-reports.ts';
import type { ViewerSource } from './viewer-source.ts';
import type { ViewerTrack } from './viewer-track.ts';

/** WHEP session: sends the stream at the viewer's own pace, and retransmits what it requests, within limits. */
export class ViewerSession {
  readonly id: string;
  readonly answer: string;
  readonly #transport: WebRtcTransport;
  readonly #source: ViewerSource;
  readonly #tracks: readonly ViewerTrack[];
  readonly #video: ViewerTrack | undefined;
  readonly #output: ViewerOutput;
  readonly #reports: ViewerReports;
  readonly #counters = new ViewerCounters();
  readonly #stamps = new FrameStamps();
  readonly #keyframes: KeyframeRequester;
  readonly #rtcpInterval = new RtcpInterval(performance.now());
  #paused = false;
  readonly #forwarder: PacketForwarder;
  readonly #adaptation: Adaptation | undefined;

  static async open(id: string, offer: Offer, host: MediaHost, source: ViewerSource): Promise<ViewerSession> {
    const { tracks, answers } = negotiateViewerMedia(offer, source);
    const transport = await WebRtcTransport.open(offer, host);
    return new ViewerSession(id, transport, tracks, writeAnswer(transport.local, answers), source);
  }

  private constructor(
    id: string,
    transport: WebRtcTransport,
    tracks: readonly ViewerTrack[],
    answer: string,
    source: ViewerSource,
  ) {
    this.id = id;
    this.#transport = transport;
    this.#reports = new ViewerReports(transport);
    this.#output = new ViewerOutput(transport, this.#counters, (sequence, bytes, nowMs, track, packet) => {
      this.#stamps.sent(sequence, packet, nowMs);
      this.#adaptation?.sent(sequence, bytes, nowMs, track);
    });
    this.#tracks = tracks;
    this.answer = answer;
    this.#source = source;
    const video = tracks.find(({ kind }) => kind === 'video');
    this.#video = video;
    this.#keyframes = new KeyframeRequester(this, video, source);
    if (video !== undefined)
      this.#adaptation = new Adaptation(video, this.#output, (encoding) => source.ridOf(encoding));
    this.#forwarder = new PacketForwarder({
      ...{ tracks, source, output: this.#output, counters: this.#counters, stamps: this.#stamps },
      ...{ keyframes: this.#keyframes, adaptation: this.#adaptation },
      onStarted: (track) => this.#sendReport(track, performance.now()),
    });
    transport.listen({
      onOpen: () => {
        this.#rtcpInterval.start(performance.now());
        this.#resume();
      },
      onRtp: () => undefined, // viewers send none
      onRtcp: (bytes) => this.#receiveRtcp(bytes),
      onClosed: (error) => this.#end(describeClose(error)),
    });
  }

  /** Simulcast stream whose keyframe the viewer needs, to start or to switch; undefined if none. */
  get waitsForKeyframeOf(): number | undefined {
    return this.#isSending ? this.#video?.waitsForKeyframeOf : undefined;
  }

  /** Returns whether the viewer can go on with a publisher of these codecs, given the answer it got. */
  accepts(codecs: Readonly<Partial<Record<MediaKind, CodecId>>>): boolean {
    return this.#tracks.every(({ kind, codec }) => {
      const stream = codecs[kind];
      return stream === undefined || canReceive(codec, stream);
    });
  }

  get roundTripMs(): number | undefined {
    return this.#reports.roundTripMs;
  }

  /** Prepares for another publisher: start with its first keyframe. */
  expectNewSource(): void {
    this.#forwarder.expectNewSource();
  }

  /** Adapts the layer; call every 20 ms. `rungs` are the layers being sent. */
  tick(nowMs: number, rungs: readonly Rung[]): void {
    if (!this.#isSending) return;
    try {
      this.#adaptation?.tick(nowMs, rungs);
    } catch (error) {
      this.#transport.fail(error);
    }
  }

  /** Lets the viewer lose its next video packet, if it can ask for it again. */
  rehearseLoss(twice: boolean, nowMs: number): void {
    if (this.#source.nackEnabled) this.#output.loseNext(twice ? 2 : 1, nowMs);
  }

  forward(packet: SourcePacket): void {
    try {
      this.#forwarder.forward(packet, this.#isSending);
    } catch (error) {
      this.#transport.fail(error);
    }
  }

  /**
   * Returns what happened in the last second; call every second. Ends the session after too long a silence. Returns
   * undefined if that failed.
   */
  endSecond(nowMs: number): OriginViewerSecond | undefined {
    return this.#transport.guard(() => this.#endSecond(nowMs));
  }

  /** Returns the stamps of sampled frames since the last call; call every second. Undefined if there are none, or if that failed. */
  takeStamps(nowMs: number): FrameStampsLine | undefined {
    return this.#transport.guard(() => this.#stamps.take(this.id, nowMs));
  }

  #endSecond(nowMs: number): OriginViewerSecond {
    for (const track of this.#tracks) this.#sendReport(track, nowMs);
    const silentMs = this.#rtcpInterval.silentMs(nowMs);
    const { timeoutMs } = this.#rtcpInterval;
    if (silentMs > timeoutMs && !this.#paused) this.#pause();
    const second = this.#counters.takeSecond(this.id, {
      pacerQueuedMs: this.#output.queuedMs,
      roundTripMs: this.roundTripMs,
    });
    this.#keyframes.endSecond(second);
    const adaptation = this.#adaptation?.takeSecond();
    if (silentMs > Math.max(SILENT_CLOSE_MS, timeoutMs))
      this.#end(`nothing was heard from it for ${Math.round(silentMs / 1000)} s`);
    return { ...second, ...adaptation };
  }

  /** ICE and DTLS of the session. */
  get transport(): Pick<WebRtcTransport, 'addCandidate' | 'restartIce'> {
    return this.#transport;
  }

  close(): void {
    this.#output.clear();
    this.#transport.close();
  }

  get #isSending(): boolean {
    return this.#transport.open && !this.#paused;
  }

  #end(reason: string): void {
    this.close();
    this.#source.onClosed(this, reason);
  }

  #pause(): void {
    this.#paused = true;
    this.#output.clear();
    for (const track of this.#tracks) track.holdBack();
  }

  #resume(): void {
    if (!this.#paused) return;
    this.#paused = false;
    this.#keyframes.resumed();
  }

  #sendReport(track: ViewerTrack, nowMs: number): void {
    const { capturedWhen } = this.#source.behaviour;
    this.#reports.send(
      capturedWhen === 'sent'
        ? track.buildSenderReportAsSent(nowMs)
        : track.buildSenderReport((encoding) => this.#source.report(track.kind, encoding), nowMs),
      { ssrc: track.ssrc, nowMs },
    );
  }

  #receiveRtcp(bytes: Buffer): void {
    this.#rtcpInterval.received(performance.now());
    this.#resume();
    const messages = parseRtcp(bytes);
    for (const message of messages) this.#receive(message, performance.now());
    // One answer a packet, which has room for a hundred questions.
    const asked = messages.findLast((message) => message.type === 'receiver-reference-time');
    if (asked !== undefined && this.#source.behaviour.answersRoundTrip) this.#reports.answer(asked, this.#tracks);
  }

  #receive(message: RtcpMessage, nowMs: number): void {
    switch (message.type) {
      case 'nack':
        // Chromium asks as its own offer says, whatever the answer left out.
        if (this.#source.nackEnabled && message.mediaSsrc === this.#video?.ssrc)
          this.#retransmit(message.sequenceNumbers, nowMs);
        return;
      case 'pli':
      case 'fir':
        this.#counters.pliReceived += 1;
        this.#keyframes.request();
        return;
      case 'sender-report':
      case 'receiver-report':
        this.#reports.answered(message, nowMs);
        return;
      case 'transport-cc':
        this.#counters.feedback(message.arrivalsUs);
        this.#stamps.feedback(message, nowMs);
        this.#adaptation?.feedback(message, this.roundTripMs, nowMs);
        return;
      case 'receiver-reference-time': // answered once a packet
      case 'delay-since-receiver-report': // never requested
      case 'bye': // the transport closes next
        return;
    }
  }

  #retransmit(sequenceNumbers: readonly number[], nowMs: number): void {
    const conditions = { nowMs, roundTripMs: this.roundTripMs, mediaBps: this.#forwarder.mediaBps(nowMs) };
    if (this.#video === undefined || this.#output.retransmit(this.#video, sequenceNumbers, conditions)) return;
    // The viewer would wait for packets that never come; a keyframe lets it continue.
    this.#keyframes.request();
  }
}
