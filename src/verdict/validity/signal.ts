import type { Span } from '../../metrics/series/span.ts';
import type { CommonTake, RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';

/** A fault of the whole take. */
export interface TakeSignal {
  readonly type: 'take';
  /** InvalidReason.signal. */
  readonly id: string;
  /** Looks at what is made here, or at its marks in what is seen: nothing to find where the stream is somebody else's. */
  readonly ofOwnStream?: true;
  /** Undefined if all is well. Called once a take, also when its window never opened. */
  check(take: CommonTake): { readonly reason: string; readonly advice: string } | undefined;
}

/** A fault that comes and goes: seconds are counted over all such signals together. */
export interface SecondSignal {
  readonly type: 'second';
  readonly id: string;
  readonly advice: string;
  /** It also spoils the measurement when it happens between the first join and the window. */
  readonly fromJoin: boolean;
  /** As of a TakeSignal. */
  readonly ofOwnStream?: true;
  /** Where in time the signal is beyond its bound. `seconds` are those asked about, for signals that count in seconds. */
  spoiltSpans(take: RecordedTake, seconds: readonly Span[]): readonly SpoiltSpan[];
}

/** A fault that each viewer has on its own: one reason names them all. */
export interface ViewersSignal {
  readonly type: 'viewers';
  readonly id: string;
  readonly advice: string;
  /** As of a TakeSignal. */
  readonly ofOwnStream?: true;
  /** What is wrong with a viewer, in words; empty if all is well. */
  ofViewer(viewer: RecordedViewer, take: RecordedTake): readonly string[];
  /** The same of what is no viewer. */
  ofTake?(take: CommonTake): readonly string[];
  /** All that is wrong, at least one thing. */
  reason(ofViewers: readonly string[], ofTake: readonly string[]): string;
}

export type Signal = TakeSignal | SecondSignal | ViewersSignal;

export interface SpoiltSpan extends Span {
  /** The value over its bound: the worst one is put in words. */
  readonly severity: number;
  /** "12 % of the CPU was taken by other machines" */
  readonly detail: string;
}
