/** What a rehearsal tells while it works; commands decide how to show it. */
export type Progress =
  | {
      readonly type: 'take';
      readonly index: number;
      readonly count: number;
      readonly seed: number;
      readonly variant?: string;
      /** For the how-manieth time again. */
      readonly again?: number;
    }
  | { readonly type: 'phase'; readonly text: string }
  /** One a second of the measured window, in the stream's own time. */
  | {
      readonly type: 'second';
      readonly second: number;
      readonly of: number;
      readonly viewers: readonly ViewerNow[];
      /** Real time over the stream's own, now. */
      readonly factor?: number;
    }
  /** The stream's clock goes at another factor from now on. */
  | { readonly type: 'pace'; readonly factor: number; readonly why?: string }
  /** A report that could not be written; the others are. */
  | { readonly type: 'unwritten'; readonly text: string }
  /** The take stopped early; its recording is kept. */
  | { readonly type: 'trouble'; readonly error: unknown };

export interface ViewerNow {
  readonly id: string;
  /** Frames decoded in the last second; undefined when the viewer did not answer. */
  readonly fps?: number;
  readonly latencyMs?: number;
}

export type OnProgress = (progress: Progress) => void;
