import { OverloadWatch } from './overload-detector.ts';
import type { ViewerSession } from './viewer-session.ts';
import type { ViewerSource } from './viewer-source.ts';
import type { ViewerTrack } from './viewer-track.ts';

/** Requests the keyframes that one viewer needs: like everyone's, unless its downlink is known to be overloaded. */
export class ViewerRepair {
  readonly #viewer: ViewerSession;
  readonly #video: ViewerTrack | undefined;
  readonly #source: ViewerSource;
  readonly #overloadDetector = new OverloadWatch();

  constructor(viewer: ViewerSession, video: ViewerTrack | undefined, source: ViewerSource) {
    this.#viewer = viewer;
    this.#video = video;
    this.#source = source;
  }

  /** Handles a keyframe request, or a loss that nothing else repairs. */
  wanted(): void {
    const encoding = this.#encoding;
    if (encoding === undefined || this.#overloadDetector.overloaded) return;
    if (this.#video?.state === 'after-drop') this.#source.onHeldBack(this.#viewer, encoding);
    else this.#source.onRepairWanted(this.#viewer, encoding);
  }

  /** Handles the viewer being sent media again. */
  resumed(): void {
    const encoding = this.#encoding;
    if (encoding !== undefined) this.#source.onRepairWanted(this.#viewer, encoding);
  }

  /** Handles the viewer's own queue running full. */
  heldBack(encoding: number): void {
    this.#source.onHeldBack(this.#viewer, encoding);
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
