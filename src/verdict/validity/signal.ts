import type { Span } from '../../metrics/series/span.ts';
import type { CommonTake, RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { ValidityBound } from './bounds.ts';
import type { Fault } from './fault.ts';

/**
 * Everything longhaul knows about one way in which a machine can void a take. A new signal is one such object in a file of its own
 * and one line in registry.ts; the compiler asks for each property.
 */
interface SignalBase extends Fault {
  /** Limits it is held against, by name; signals are beyond them above the limit unless the name says `min`. */
  readonly bounds: Readonly<Record<string, ValidityBound>>;
  /** It looks at what is made here, or at our marks in what is seen, so it finds nothing in a stream published elsewhere. */
  readonly ofOwnStream?: true;
}

/** A fault of the whole take. */
export interface TakeSignal extends SignalBase {
  readonly type: 'take';
  /**
   * Returns undefined if all is well. Called once per take, even if its window never opened. `advice`, in English, replaces the
   * signal's own.
   */
  check(take: CommonTake): { readonly reason: string; readonly advice?: string } | undefined;
}

/** A fault that comes and goes: spoilt seconds are counted over all such signals together. */
export interface SecondSignal extends SignalBase {
  readonly type: 'second';
  /** Whether it also spoils the measurement between the first join and the window. */
  readonly fromJoin: boolean;
  /** Returns the spans in which the signal is beyond its bound. `seconds` are those in question, for signals that count in seconds. */
  spoiltSpans(take: RecordedTake, seconds: readonly Span[]): readonly SpoiltSpan[];
}

/** A fault that each viewer has on its own; one reason names them all. */
export interface ViewersSignal extends SignalBase {
  readonly type: 'viewers';
  /** Describes what is wrong with a viewer; empty if all is well. */
  checkViewer(viewer: RecordedViewer, take: RecordedTake): readonly string[];
  /** Describes what is wrong beside the viewers; empty if all is well. */
  checkTake?(take: CommonTake): readonly string[];
  /** Joins all that is wrong, at least one thing, to a sentence. */
  reason(ofViewers: readonly string[], ofTake: readonly string[]): string;
}

export type Signal = TakeSignal | SecondSignal | ViewersSignal;

export interface SpoiltSpan extends Span {
  /** Value over its bound: the worst one is put into words. */
  readonly severity: number;
  /** "12 % of the CPU was taken by other machines" */
  readonly detail: string;
}
