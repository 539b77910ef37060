import { OverloadWatch } from '../overload-watch.ts';
import type { ViewerSession } from './viewer-session.ts';
import type { ViewerSource } from './viewer-source.ts';
import type { ViewerTrack } from './viewer-track.ts';

/** Asks the stream for the keyframes that one viewer's picture needs: heard like all others, unless its line is known to carry too little. */
export class ViewerRepair {
  readonly #viewer: ViewerSession;
  readonly #video: ViewerTrack | undefined;
  readonly #source: ViewerSource;
  readonly #overload = new OverloadWatch();

  constructor(viewer: ViewerSession, video: ViewerTrack | undefined, source: ViewerSource) {
    this.#viewer = viewer;
    this.#video = video;
    this.#source = source;
  }

  /** It asked, or lost what can be repaired in no other way. */
  wanted(): void {
    const encoding = this.#encoding;
    if (encoding === undefined || this.#overload.overloaded) return;
    if (this.#video?.state === 'after-drop') this.#source.onHeldBack(this.#viewer, encoding);
    else this.#source.onRepairWanted(this.#viewer, encoding);
  }

  /** It is sent media again. */
  resumed(): void {
    const encoding = this.#encoding;
    if (encoding !== undefined) this.#source.onRepairWanted(this.#viewer, encoding);
  }

  /** Its own queue was full. */
  heldBack(encoding: number): void {
    this.#source.onHeldBack(this.#viewer, encoding);
  }

  endSecond(second: { readonly rtxSent: number; readonly rtxRefused: number }): void {
    this.#overload.endSecond(second);
  }

  /** The simulcast stream that it is sent, or is to be. */
  get #encoding(): number | undefined {
    const layers = this.#video?.layers;
    return layers && (layers.current ?? layers.wanted).encoding;
  }
}
