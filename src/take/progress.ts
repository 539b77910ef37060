import type { RecordLine } from '../model/recording/recording.ts';
import type { Text } from '../model/result/text.ts';

/** Progress reported by a running rehearsal; commands decide how to show it. */
export type Progress =
  | {
      readonly type: 'take';
      readonly index: number;
      readonly count: number;
      readonly seed: number;
      readonly variant?: string;
      /** Number of the retake: 1 for the first; undefined for a take played for the first time. */
      readonly again?: number;
    }
  | { readonly type: 'phase'; readonly text: string }
  /** A line of the take's recording, as it is written. */
  | { readonly type: 'recorded'; readonly line: RecordLine }
  /** Reported once a second of the measured window, in the stream's own time. */
  | {
      readonly type: 'second';
      readonly second: number;
      readonly of: number;
      readonly viewers: readonly ViewerNow[];
      /** Current ratio of real time to the stream's own. */
      readonly factor?: number;
    }
  /** A new factor for the stream's clock, in force from now on. */
  | { readonly type: 'pace'; readonly factor: number; readonly why?: string }
  /** A report that could not be written; the others have been. */
  | { readonly type: 'unwritten'; readonly text: Text }
  /** An error that ended the take early; its recording is kept. */
  | { readonly type: 'trouble'; readonly error: unknown };

export interface ViewerNow {
  readonly id: string;
  /** New pictures in the last second; undefined when the viewer did not answer. */
  readonly fps?: number;
  readonly latencyMs?: number;
}

export type OnProgress = (progress: Progress) => void;
