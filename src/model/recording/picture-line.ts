/** What a picture was kept for: the filmstrip, or something that went wrong. */
export type PictureCause = 'film' | 'freeze' | 'audio-gap' | 'clarity-collapse' | 'join-failure';

/** A picture a viewer saw, made small; or, without `jpeg`, that there was none to see. Bounded per viewer (browser/snapshots/picture-plan.ts). */
export interface PictureLine {
  readonly type: 'picture';
  readonly atMs: number;
  readonly viewer: string;
  readonly why: PictureCause;
  /** Which incident of the viewer's, and where in it: the last picture before, one during, the first after. */
  readonly incident?: string;
  readonly place?: 'before' | 'at' | 'after';
  /** Wall time of the incident; `toMs` is missing while it lasts. */
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
