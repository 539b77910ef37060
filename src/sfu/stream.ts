import type { FrameStampsLine } from '../model/recording/frame-lines.ts';
import type { OriginLine, OriginViewerSecond } from '../model/recording/origin-line.ts';
import { DEFAULT_BEHAVIOUR } from '../model/scenario/origin-behaviour.ts';
import { KeyframeRequestManager } from './keyframe-requests/keyframe-request-manager.ts';
import type { Rung } from './layers/layer.ts';
import { LayerMeter } from './layers/layer-meter.ts';
import type { PublisherSession } from './publisher/publisher-session.ts';
import { RateMeter } from './rate-meter.ts';
import type { MediaKind, SourcePacket, SourceReport } from './rtp/source-packet.ts';
import type { CodecId } from './sdp/codecs.ts';
import { SERVER_BEHAVIOURS, type ServerBehaviour } from './server-behaviour.ts';
import type { ViewerSession } from './viewer/viewer-session.ts';
import type { ViewerSource } from './viewer/viewer-source.ts';

export interface StreamSecond {
  readonly publisher: OriginLine['publisher'];
  readonly viewers: readonly OriginViewerSecond[];
}

/** Named stream: at most one publisher at a time, and viewers, who outlive it. */
export class Stream implements ViewerSource {
  readonly #onViewerClosed: (viewer: ViewerSession, reason: string) => void;
  readonly #viewers = new Set<ViewerSession>();
  /** Index: simulcast stream. */
  readonly #keyframeManagers: KeyframeRequestManager[] = [];
  readonly #layers = new LayerMeter();
  readonly #videoRate = new RateMeter();
  #publisher: PublisherSession | undefined;

  constructor(onViewerClosed: (viewer: ViewerSession, reason: string) => void) {
    this.#onViewerClosed = onViewerClosed;
  }

  get publisher(): PublisherSession | undefined {
    return this.#publisher;
  }

  get empty(): boolean {
    return this.#publisher === undefined && this.#viewers.size === 0;
  }

  get codecs(): Readonly<Partial<Record<MediaKind, CodecId>>> {
    return this.#publisher?.codecs ?? {};
  }

  get nackEnabled(): boolean {
    return this.#publisher?.nackEnabled ?? true;
  }

  get behaviour(): ServerBehaviour {
    return this.#publisher?.behaviour ?? SERVER_BEHAVIOURS[DEFAULT_BEHAVIOUR];
  }

  /** Makes `publisher` the source. Returns the viewers that cannot decode it and must leave. */
  setPublisher(publisher: PublisherSession | undefined): ViewerSession[] {
    this.#publisher = publisher;
    for (const manager of this.#keyframeManagers) manager.reset();
    this.#layers.reset();
    if (publisher === undefined) return [];
    for (const viewer of this.#viewers) viewer.expectNewSource();
    return [...this.#viewers].filter((viewer) => !viewer.accepts(publisher.codecs));
  }

  addViewer(viewer: ViewerSession): void {
    this.#viewers.add(viewer);
  }

  removeViewer(viewer: ViewerSession): void {
    this.#viewers.delete(viewer);
    for (const manager of this.#keyframeManagers) manager.forget(viewer.id);
  }

  viewerNamed(id: string): ViewerSession | undefined {
    return [...this.#viewers].find((viewer) => viewer.id === id);
  }

  /** Forwards a packet of the current publisher. */
  forward(packet: SourcePacket): void {
    if (packet.kind === 'video') {
      this.#videoRate.add(packet.payload.length, packet.arrivalMs);
      this.#layers.receive(packet);
      if (packet.restarts) this.#keyframeManagerOf(packet.encoding).reset();
      if (packet.startsKeyframe) this.#keyframeManagerOf(packet.encoding).keyframeReceived(packet.arrivalMs);
    }
    for (const viewer of this.#viewers) viewer.forward(packet);
  }

  report(kind: MediaKind, encoding: number): SourceReport | undefined {
    return this.#publisher?.report(kind, encoding);
  }

  ridOf(encoding: number): string | undefined {
    return this.#publisher?.ridOf(encoding);
  }

  rungs(nowMs: number): Rung[] {
    return this.#layers.rungs(nowMs);
  }

  mediaBps(nowMs: number): number {
    return this.#videoRate.rateBps(nowMs);
  }

  onKeyframeRequest(viewer: ViewerSession, encoding: number): void {
    const nowMs = performance.now();
    this.#keyframeManagerOf(encoding).request(nowMs, viewer.roundTripMs);
    this.#requestKeyframes(nowMs);
  }

  onThrottledKeyframeRequest(viewer: ViewerSession, encoding: number): void {
    const nowMs = performance.now();
    this.#keyframeManagerOf(encoding).requestThrottled(viewer.id, nowMs);
    this.#requestKeyframes(nowMs);
  }

  onClosed(viewer: ViewerSession, reason: string): void {
    this.#onViewerClosed(viewer, reason);
  }

  /** Runs what is due; call every 20 ms. */
  tick(nowMs: number): void {
    this.#publisher?.sendNacks(nowMs);
    const rungs = this.#viewers.size > 0 ? this.rungs(nowMs) : [];
    for (const viewer of this.#viewers) viewer.tick(nowMs, rungs);
    this.#requestKeyframes(nowMs);
  }

  takeStamps(nowMs: number): FrameStampsLine[] {
    return [...this.#viewers].flatMap((viewer) => viewer.takeStamps(nowMs) ?? []);
  }

  endSecond(nowMs: number): StreamSecond {
    return {
      publisher: this.#publisher?.endSecond(nowMs),
      viewers: [...this.#viewers].flatMap((viewer) => viewer.endSecond(nowMs) ?? []),
    };
  }

  #keyframeManagerOf(encoding: number): KeyframeRequestManager {
    const existing = this.#keyframeManagers[encoding];
    if (existing !== undefined) return existing;
    const manager = new KeyframeRequestManager();
    this.#keyframeManagers[encoding] = manager;
    return manager;
  }

  #requestKeyframes(nowMs: number): void {
    if (this.#publisher === undefined) return;
    const { roundTripMs } = this.#publisher;
    for (let encoding = 0; encoding < this.#publisher.videoEncodings; encoding++)
      if (this.#keyframeManagerOf(encoding).takeDue(nowMs, this.#isAwaited(encoding), roundTripMs))
        this.#publisher.requestKeyframe(encoding);
  }

  /** Returns whether a viewer waits for a keyframe of this simulcast stream. */
  #isAwaited(encoding: number): boolean {
    for (const viewer of this.#viewers) if (viewer.waitsForKeyframeOf === encoding) return true;
    return false;
  }
}
