import type { OriginLine, OriginViewerSecond } from '../../model/lines/origin-line.ts';
import type { CodecId } from './codecs.ts';
import { KeyframeRequests } from './keyframe-requests.ts';
import type { PublisherSession } from './publisher-session.ts';
import { RateMeter } from './rate-meter.ts';
import type { MediaKind, SourcePacket, SourceReport } from './source-packet.ts';
import type { ViewerSession, ViewerSource } from './viewer-session.ts';

export interface StreamSecond {
  readonly publisher: OriginLine['publisher'];
  readonly viewers: readonly OriginViewerSecond[];
}

/** A stream by name: at most one publisher at a time, and the viewers, who outlive it. */
export class Stream implements ViewerSource {
  readonly #onViewerClosed: (viewer: ViewerSession, reason: string) => void;
  readonly #viewers = new Set<ViewerSession>();
  readonly #keyframes = new KeyframeRequests();
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

  /** Makes `publisher` the source; gives the viewers that cannot decode it, who must go. */
  setPublisher(publisher: PublisherSession | undefined): ViewerSession[] {
    this.#publisher = publisher;
    this.#keyframes.reset();
    if (publisher === undefined) return [];
    for (const viewer of this.#viewers) viewer.expectNewSource();
    return [...this.#viewers].filter((viewer) => !viewer.accepts(publisher.codecs));
  }

  addViewer(viewer: ViewerSession): void {
    this.#viewers.add(viewer);
  }

  removeViewer(viewer: ViewerSession): void {
    this.#viewers.delete(viewer);
    this.#keyframes.forget(viewer.id);
  }

  viewerNamed(id: string): ViewerSession | undefined {
    return [...this.#viewers].find((viewer) => viewer.id === id);
  }

  /** A packet of the present publisher. */
  forward(packet: SourcePacket): void {
    if (packet.kind === 'video') {
      this.#videoRate.add(packet.payload.length, packet.arrivalMs);
      if (packet.startsKeyframe) this.#keyframes.keyframe(packet.arrivalMs);
    }
    for (const viewer of this.#viewers) viewer.forward(packet);
  }

  report(kind: MediaKind): SourceReport | undefined {
    return this.#publisher?.report(kind);
  }

  mediaBps(nowMs: number): number {
    return this.#videoRate.rateBps(nowMs);
  }

  onRepairWanted(viewer: ViewerSession): void {
    const nowMs = performance.now();
    this.#keyframes.repair(viewer.id, nowMs);
    this.#requestKeyframe(nowMs);
  }

  onClosed(viewer: ViewerSession, reason: string): void {
    this.#onViewerClosed(viewer, reason);
  }

  /** Every 20 ms. */
  tick(nowMs: number): void {
    this.#publisher?.requestMissing(nowMs);
    this.#requestKeyframe(nowMs);
  }

  endSecond(nowMs: number): StreamSecond {
    return {
      publisher: this.#publisher?.endSecond(nowMs),
      viewers: [...this.#viewers].map((viewer) => viewer.endSecond(nowMs)),
    };
  }

  #requestKeyframe(nowMs: number): void {
    if (this.#publisher === undefined) return;
    const someoneWaits = [...this.#viewers].some((viewer) => viewer.waitsForKeyframe);
    if (this.#keyframes.takeDue(nowMs, someoneWaits)) this.#publisher.requestKeyframe();
  }
}
