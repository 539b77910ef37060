import type { PictureCause } from './picture-line.ts';

/** A picture the report shows. Seconds are since the window opened; negative ones were before. */
export interface ShownPicture {
  readonly second: number;
  readonly frame: number;
  readonly latencyMs: number;
  readonly ssim?: number;
  /** Base64. */
  readonly jpeg: string;
}

export interface ShownIncident {
  readonly why: Exclude<PictureCause, 'film'>;
  readonly fromSecond: number;
  /** Undefined: it was not over when the viewer left. */
  readonly toSecond?: number;
  /** The last picture before, one during, the first after; each undefined where there was none. */
  readonly before?: ShownPicture;
  readonly at?: ShownPicture;
  readonly after?: ShownPicture;
}

/** What is shown of what one viewer saw. */
export interface ViewerPictures {
  readonly viewer: string;
  readonly film: readonly ShownPicture[];
  /** In the order they happened. */
  readonly incidents: readonly ShownIncident[];
  /** Incidents that are in the recording and are not shown. */
  readonly more: number;
}

/** Of each take, in the order of Result.takes; empty where nothing was kept. */
export type PictureBook = readonly (readonly ViewerPictures[])[];
