/** A decoded frame, as the viewer's worker saw it. */
export interface FrameInfo {
  /** Frame number from the time code. */
  readonly number: number;
  readonly seenMs: number;
  readonly latencyMs: number;
}

/** A frame on its way to the analyzer, which closes it. */
export interface CapturedFrame extends FrameInfo {
  readonly frame: VideoFrame;
}

/** Messages from the viewer's worker to the analyzer. Each 'picked' is answered when the next may come. */
export type ReaderEvent =
  | { readonly type: 'picked'; readonly captured: CapturedFrame }
  | {
      readonly type: 'freeze';
      readonly incident: string;
      readonly fromMs: number;
      /** Undefined while it lasts. */
      readonly toMs?: number;
      /** The frame that stands still, and the one that ends it; undefined where it was sent before. */
      readonly at?: CapturedFrame;
      readonly after?: CapturedFrame;
    };
