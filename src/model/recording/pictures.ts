import type { PictureCause } from './picture-line.ts';

/** A picture that the report shows. Seconds count from the opening of the window, negative before it. */
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
  /** Undefined if it was not over when the viewer left. */
  readonly toSecond?: number;
  /** The last picture before the incident, one during it, the first after; each undefined where there was none. */
  readonly before?: ShownPicture;
  readonly at?: ShownPicture;
  readonly after?: ShownPicture;
}

/** The pictures shown for one viewer. */
export interface ViewerPictures {
  readonly viewer: string;
  readonly film: readonly ShownPicture[];
  /** Incidents in the order in which they happened. */
  readonly incidents: readonly ShownIncident[];
  /** Number of incidents that are recorded but not shown. */
  readonly more: number;
}

/** Pictures by take, in the order of Result.takes; empty where nothing was kept. */
export type PictureBook = readonly (readonly ViewerPictures[])[];
