import type { Span } from '../../metrics/span.ts';
import type { RecordedTake } from '../../model/recorded-take.ts';

/** A fault of the whole take. */
export interface TakeSignal {
  readonly type: 'take';
  /** InvalidReason.signal. */
  readonly id: string;
  /** Looks at what is made here, or at its marks in what is seen: nothing to find where the stream is somebody else's. */
  readonly ofOwnStream?: true;
  /** Undefined if all is well. Called once a take, also when its window never opened. */
  check(take: RecordedTake): { readonly reason: string; readonly advice: string } | undefined;
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

export type Signal = TakeSignal | SecondSignal;

export interface SpoiltSpan extends Span {
  /** The value over its bound: the worst one is put in words. */
  readonly severity: number;
  /** "12 % of the CPU was taken by other machines" */
  readonly detail: string;
}
