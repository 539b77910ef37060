import type { Adaptation } from '../layers/adaptation.ts';
import type { ForwardDecision } from '../layers/layer-switch.ts';
import { FrameGate } from '../rtp/frame-gate.ts';
import type { MediaKind, SourcePacket } from '../rtp/source-packet.ts';
import type { FrameStamps } from './frame-stamps.ts';
import type { KeyframeRequester } from './keyframe-requester.ts';
import type { ViewerCounters } from './viewer-counters.ts';
import type { ViewerOutput } from './viewer-output.ts';
import type { ViewerSource } from './viewer-source.ts';
import type { ReportOf, ViewerTrack } from './viewer-track.ts';

export interface PacketForwarderOptions {
  readonly tracks: readonly ViewerTrack[];
  readonly source: ViewerSource;
  readonly output: ViewerOutput;
  readonly counters: ViewerCounters;
  readonly stamps: FrameStamps;
  readonly keyframes: KeyframeRequester;
  /** Undefined without video. */
  readonly adaptation: Adaptation | undefined;
  /** Called when the first packet of a new source has been forwarded. */
  readonly onStarted: (track: ViewerTrack) => void;
}

/** Puts the publisher's packets into one viewer's output; a frame that finds no room drops video until the next keyframe. */
export class PacketForwarder {
  readonly #options: PacketForwarderOptions;
  #gate = new FrameGate();
  // Made once: made for each packet they would be a tenth of what it leaves to the garbage collector.
  readonly #reportOf: Readonly<Record<MediaKind, ReportOf>>;
  readonly #hasRoom = ({ arrivalMs }: SourcePacket) => {
    const { output, adaptation } = this.#options;
    const pacingBps = adaptation?.pacingBps;
    if (pacingBps === undefined) output.setMediaRate(this.mediaBps(arrivalMs));
    else output.setRate(pacingBps);
    return !output.isFull;
  };

  constructor(options: PacketForwarderOptions) {
    this.#options = options;
    const { source } = options;
    this.#reportOf = {
      audio: (encoding) => source.report('audio', encoding),
      video: (encoding) => source.report('video', encoding),
    };
  }

  /** Bitrate of the video that the viewer gets, bit/s. */
  mediaBps(nowMs: number): number {
    const { adaptation, source } = this.#options;
    return adaptation?.mediaBps ?? source.mediaBps(nowMs);
  }

  /** Prepares for another publisher: starts with its first keyframe. */
  expectNewSource(): void {
    for (const track of this.#options.tracks) track.expectNewSource();
    this.#options.adaptation?.expectNewSource();
    this.#gate = new FrameGate();
  }

  /** Forwards a packet if the viewer is being sent to; the track must know where to continue even if it is not. */
  forward(packet: SourcePacket, isSending: boolean): void {
    const { tracks, output, counters, stamps } = this.#options;
    const track = tracks.find(({ kind }) => kind === packet.kind);
    if (track === undefined) return;
    if (packet.restarts && track.sourceRestarted(packet.encoding) && packet.kind === 'video')
      this.#gate = new FrameGate();
    if (!isSending) return;
    const decision = track.admit(packet);
    if (packet.kind === 'video' && decision !== 'other') this.#countLeftOut(packet, decision);
    if (decision === 'begin') this.#start(track);
    if (
      packet.kind === 'video' &&
      (decision === 'begin' || decision === 'pass') &&
      !this.#gate.admits(packet, this.#hasRoom)
    ) {
      this.#dropUntilKeyframe(track, packet.encoding);
      return;
    }
    const stateBefore = track.state;
    const outgoing = track.rewrite(packet, decision, this.#reportOf[packet.kind]);
    if (outgoing === undefined) {
      if (stateBefore === 'after-drop' && packet.encoding === track.layers.wanted.encoding) counters.pacerDropped += 1;
      return;
    }
    if (packet.kind === 'audio') output.sendNow(outgoing);
    else {
      stamps.forwarded(outgoing, packet);
      output.enqueue(outgoing);
    }
    if (stateBefore === 'new-source') this.#options.onStarted(track);
  }

  #countLeftOut(packet: SourcePacket, decision: ForwardDecision): void {
    const { leftOut } = this.#options.counters;
    if (decision === 'begin') leftOut.restart();
    leftOut.noted(packet, decision === 'skip');
  }

  #start(track: ViewerTrack): void {
    this.#gate = new FrameGate();
    if (track.kind === 'video' && track.state === 'flowing') this.#options.output.dropQueue();
  }

  #dropUntilKeyframe(track: ViewerTrack, encoding: number): void {
    const { counters, keyframes } = this.#options;
    counters.pacerDropped += 1;
    if (track.state === 'flowing') keyframes.requestAfterDrop(encoding);
    track.holdBack();
  }
}
