/** A picture of the stream, as the reader of frames saw it. */
export interface FrameInfo {
  /** From the time code. */
  readonly number: number;
  readonly seenMs: number;
  readonly latencyMs: number;
}

/** A frame on its way to the witness, who closes it. */
export interface CapturedFrame extends FrameInfo {
  readonly frame: VideoFrame;
}

/** What the reader of frames sends to the witness. Each 'picked' is answered when the next may come. */
export type ReaderEvent =
  | { readonly type: 'picked'; readonly shot: CapturedFrame }
  | {
      readonly type: 'freeze';
      readonly incident: string;
      readonly fromMs: number;
      /** Undefined while it lasts. */
      readonly toMs?: number;
      /** The picture that stands still, and the one that ends it; either may have been sent before. */
      readonly at?: CapturedFrame;
      readonly after?: CapturedFrame;
    };
