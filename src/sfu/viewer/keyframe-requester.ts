import { OverloadDetector } from './overload-detector.ts';
import type { ViewerSession } from './viewer-session.ts';
import type { ViewerSource } from './viewer-source.ts';
import type { ViewerTrack } from './viewer-track.ts';

/** Requests the keyframes that one viewer needs: like everyone's, unless its downlink is known to be overloaded. */
export class KeyframeRequester {
  readonly #viewer: ViewerSession;
  readonly #video: ViewerTrack | undefined;
  readonly #source: ViewerSource;
  readonly #overloadDetector = new OverloadDetector();

  constructor(viewer: ViewerSession, video: ViewerTrack | undefined, source: ViewerSource) {
    this.#viewer = viewer;
    this.#video = video;
    this.#source = source;
  }

  /** Handles a keyframe request, or a loss that nothing else repairs. */
  request(): void {
    const encoding = this.#encoding;
    if (encoding === undefined || this.#overloadDetector.overloaded) return;
    if (this.#video?.state === 'after-drop') this.#source.onThrottledKeyframeRequest(this.#viewer, encoding);
    else this.#source.onKeyframeRequest(this.#viewer, encoding);
  }

  /** Handles the viewer being sent media again. */
  resumed(): void {
    const encoding = this.#encoding;
    if (encoding !== undefined) this.#source.onKeyframeRequest(this.#viewer, encoding);
  }

  /** Handles the viewer's own queue running full. */
  requestAfterDrop(encoding: number): void {
    this.#source.onThrottledKeyframeRequest(this.#viewer, encoding);
  }

  endSecond(second: { readonly rtxSent: number; readonly rtxRefused: number }): void {
    this.#overloadDetector.endSecond(second);
  }

  /** Simulcast stream that the viewer gets, or is to get. */
  get #encoding(): number | undefined {
    const layers = this.#video?.layers;
    return layers && (layers.current ?? layers.wanted).encoding;
  }
}
