import type { OriginViewerSecond } from '../../model/lines/origin-line.ts';
import { Adaptation } from './adaptation.ts';
import { type CodecId, canReceive } from './codecs.ts';
import { FrameGate } from './frame-gate.ts';
import type { Rung } from './layers/layer.ts';
import { OverloadWatch } from './overload-watch.ts';
import { RoundTrip } from './round-trip.ts';
import { parseRtcp, type RtcpMessage } from './rtcp.ts';
import { writeCname, writeDelaySinceReceiverReport } from './rtcp-reports.ts';
import { writeAnswer } from './sdp-answer.ts';
import type { Offer } from './sdp-offer.ts';
import { CNAME, SILENT_CLOSE_MS, SILENT_PAUSE_MS } from './session-limits.ts';
import type { MediaKind, SourcePacket, SourceReport } from './source-packet.ts';
import { Transport } from './transport.ts';
import { ViewerCounters } from './viewer-counters.ts';
import { viewerMedia } from './viewer-media.ts';
import { ViewerOutput } from './viewer-output.ts';
import type { ViewerTrack } from './viewer-track.ts';

/** What a viewer's session needs of the stream it watches. */
export interface ViewerSource {
  readonly codecs: Readonly<Partial<Record<MediaKind, CodecId>>>;
  /** Whether viewers may ask for lost packets. */
  readonly resends: boolean;
  report(kind: MediaKind, encoding: number): SourceReport | undefined;
  /** Name of one of its simulcast streams; undefined where there is one. */
  ridOf(encoding: number): string | undefined;
  /** Rate of the published video, bit/s. */
  mediaBps(nowMs: number): number;
  /** The viewer lost its picture, which is of this simulcast stream. */
  onRepairWanted(viewer: ViewerSession, encoding: number): void;
  /** The viewer is gone; said once, not after close(). */
  onClosed(viewer: ViewerSession, reason: string): void;
}

/** One WHEP session: sends the stream at the viewer's own pace, and resends what it asks for, within reason. */
export class ViewerSession {
  readonly id: string;
  readonly answer: string;
  readonly #transport: Transport;
  readonly #source: ViewerSource;
  readonly #tracks: readonly ViewerTrack[];
  readonly #output: ViewerOutput;
  readonly #roundTrip = new RoundTrip();
  readonly #counters = new ViewerCounters();
  readonly #overload = new OverloadWatch();
  #heardMs = performance.now();
  #paused = false;
  #gate = new FrameGate();
  readonly #adaptation: Adaptation | undefined;

  static async open(id: string, offer: Offer, address: string, source: ViewerSource): Promise<ViewerSession> {
    const { tracks, answers } = viewerMedia(offer, source.codecs, source.resends);
    const transport = await Transport.open(offer, address);
    return new ViewerSession(id, transport, tracks, writeAnswer(transport.local, answers), source);
  }

  private constructor(
    id: string,
    transport: Transport,
    tracks: readonly ViewerTrack[],
    answer: string,
    source: ViewerSource,
  ) {
    this.id = id;
    this.#transport = transport;
    this.#output = new ViewerOutput(transport, this.#counters, (...sent) => this.#adaptation?.sent(...sent));
    this.#tracks = tracks;
    this.answer = answer;
    this.#source = source;
    const video = this.#video;
    if (video !== undefined)
      this.#adaptation = new Adaptation(video, this.#output, (encoding) => source.ridOf(encoding));
    transport.listen({
      onOpen: () => this.#heard(),
      onRtp: () => undefined, // a viewer sends none
      onRtcp: (bytes) => this.#receiveRtcp(bytes),
      onClosed: () => this.#lost('its transport closed'),
    });
  }

  /** The simulcast stream whose keyframe it waits for, to begin or to change over; undefined for none. */
  get waitsForKeyframeOf(): number | undefined {
    return this.#transport.open && !this.#paused ? this.#video?.waitsForKeyframeOf : undefined;
  }

  /** Whether it can go on with a publisher of these codecs: what it was answered stays as it is. */
  accepts(codecs: Readonly<Partial<Record<MediaKind, CodecId>>>): boolean {
    return this.#tracks.every(({ kind, codec }) => {
      const stream = codecs[kind];
      return stream === undefined || canReceive(codec, stream);
    });
  }

  /** Another publisher took over: begin with its first keyframe. */
  expectNewSource(): void {
    for (const track of this.#tracks) track.expectNewSource();
    this.#adaptation?.expectNewSource();
    this.#gate = new FrameGate();
  }

  /** Every 20 ms. `rungs`: the layers that the stream has at the moment. */
  tick(nowMs: number, rungs: readonly Rung[]): void {
    if (this.#transport.open && !this.#paused) this.#adaptation?.tick(nowMs, rungs);
  }

  forward(packet: SourcePacket): void {
    if (!this.#transport.open || this.#paused) return;
    const track = this.#tracks.find(({ kind }) => kind === packet.kind);
    if (track === undefined) return;
    const fate = track.admit(packet);
    if (fate === 'begin') this.#begin(track);
    if (packet.kind === 'video' && (fate === 'begin' || fate === 'pass') && !this.#hasRoom(packet)) {
      this.#holdBack(track, packet.encoding);
      return;
    }
    const stateBefore = track.state;
    const outgoing = track.rewrite(packet, fate, (encoding) => this.#source.report(packet.kind, encoding));
    if (outgoing === undefined) {
      if (stateBefore === 'after-drop' && packet.encoding === track.layers.wanted.encoding)
        this.#counters.pacerDropped += 1;
      return;
    }
    if (packet.kind === 'audio') this.#output.sendNow(outgoing);
    else this.#output.enqueue(outgoing);
    if (stateBefore === 'new-source') this.#sendReport(track, performance.now());
  }

  /** Every second; gives what happened in it, and ends the session when the viewer was silent for too long. */
  endSecond(nowMs: number): OriginViewerSecond {
    for (const track of this.#tracks) this.#sendReport(track, nowMs);
    const silentMs = nowMs - this.#heardMs;
    if (silentMs > SILENT_PAUSE_MS && !this.#paused) this.#pause();
    const second = this.#counters.takeSecond(this.id, {
      pacerQueuedMs: this.#output.queuedMs,
      roundTripMs: this.#roundTrip.latestMs,
    });
    this.#overload.endSecond(second);
    const adapted = this.#adaptation?.takeSecond();
    if (silentMs > SILENT_CLOSE_MS) {
      this.close();
      this.#source.onClosed(this, `nothing was heard from it for ${SILENT_CLOSE_MS / 1000} s`);
    }
    return { ...second, ...adapted };
  }

  close(): void {
    this.#output.clear();
    this.#transport.close();
  }

  get #video(): ViewerTrack | undefined {
    return this.#tracks.find(({ kind }) => kind === 'video');
  }

  #lost(reason: string): void {
    this.close();
    this.#source.onClosed(this, reason);
  }

  #pause(): void {
    this.#paused = true;
    this.#output.clear();
    for (const track of this.#tracks) track.holdBack();
  }

  #heard(): void {
    this.#heardMs = performance.now();
    if (!this.#paused) return;
    this.#paused = false;
    this.#wantRepair();
  }

  #begin(track: ViewerTrack): void {
    this.#gate = new FrameGate();
    if (track.kind === 'video' && track.state === 'flowing') this.#output.supersede();
  }

  #hasRoom(packet: SourcePacket): boolean {
    return this.#gate.admits(packet, () => {
      const pacingBps = this.#adaptation?.pacingBps;
      if (pacingBps === undefined) this.#output.setMediaRate(this.#mediaBps(packet.arrivalMs));
      else this.#output.setRate(pacingBps);
      return !this.#output.overfull;
    });
  }

  #holdBack(track: ViewerTrack, encoding: number): void {
    this.#counters.pacerDropped += 1;
    if (track.state === 'flowing') this.#source.onRepairWanted(this, encoding);
    track.holdBack();
  }

  /** Of what it gets of the published video, bit/s. */
  #mediaBps(nowMs: number): number {
    return this.#adaptation?.mediaBps ?? this.#source.mediaBps(nowMs);
  }

  #wantRepair(): void {
    const layers = this.#video?.layers;
    if (layers !== undefined) this.#source.onRepairWanted(this, (layers.current ?? layers.wanted).encoding);
  }

  #sendReport(track: ViewerTrack, nowMs: number): void {
    const report = track.senderReport((encoding) => this.#source.report(track.kind, encoding), nowMs);
    if (report === undefined) return;
    this.#roundTrip.sent(report, nowMs);
    this.#transport.send(Buffer.concat([report, writeCname(track.ssrc, CNAME)]));
  }

  #receiveRtcp(bytes: Buffer): void {
    this.#heard();
    for (const message of parseRtcp(bytes)) this.#receive(message, performance.now());
  }

  #receive(message: RtcpMessage, nowMs: number): void {
    switch (message.type) {
      case 'nack':
        if (message.mediaSsrc === this.#video?.ssrc) this.#resend(message.sequenceNumbers, nowMs);
        return;
      case 'pli':
      case 'fir':
        this.#counters.pliReceived += 1;
        if (!this.#overload.overloaded) this.#wantRepair();
        return;
      case 'sender-report':
      case 'receiver-report':
        for (const block of message.reports) this.#roundTrip.reported(block, nowMs);
        return;
      case 'transport-cc':
        this.#counters.feedback(message.arrivalsUs);
        this.#adaptation?.feedback(message, this.#roundTrip.latestMs, nowMs);
        return;
      case 'receiver-reference-time':
        // Which of our streams it is about is not said: each answers for itself.
        for (const { ssrc } of this.#tracks)
          this.#transport.send(writeDelaySinceReceiverReport(ssrc, message.ssrc, message.ntp, 0));
        return;
      case 'bye':
        return; // the transport's own end follows
    }
  }

  #resend(sequenceNumbers: readonly number[], nowMs: number): void {
    const { latestMs: roundTripMs } = this.#roundTrip;
    const conditions = { nowMs, roundTripMs, mediaBps: this.#mediaBps(nowMs) };
    if (this.#video === undefined || this.#output.resend(this.#video, sequenceNumbers, conditions)) return;
    // It would wait for what no longer comes: a keyframe lets it go on.
    if (!this.#overload.overloaded) this.#wantRepair();
  }
}
