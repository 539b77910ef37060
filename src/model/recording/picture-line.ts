/** Reason for keeping a picture: the filmstrip, or something that went wrong. */
export type PictureCause = 'film' | 'freeze' | 'audio-gap' | 'clarity-collapse' | 'join-failure';

/**
 * A thumbnail of what a viewer saw; without `jpeg`, there was nothing to see. Bounded per viewer
 * (browser/snapshots/picture-plan.ts).
 */
export interface PictureLine {
  readonly type: 'picture';
  readonly atMs: number;
  readonly viewer: string;
  readonly why: PictureCause;
  /** The viewer's incident, and the picture's place in it: the last one before, one during, the first after. */
  readonly incident?: string;
  readonly place?: 'before' | 'at' | 'after';
  /** Wall time of the incident; `toMs` is absent while it lasts. */
  readonly fromMs?: number;
  readonly toMs?: number;
  readonly frame?: number;
  /** Wall time of decoding. */
  readonly seenMs?: number;
  readonly latencyMs?: number;
  readonly ssim?: number;
  /** Base64. */
  readonly jpeg?: string;
}
