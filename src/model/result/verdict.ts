import type { Comparison } from '../scenario/budget.ts';
import type { MetricId, Statistic, Unit } from './metric.ts';

export type Outcome = 'ready' | 'not-ready' | 'invalid';
/** 'uncertain': so near a limit that the machine's own strain may have moved it across. */
export type VerdictOutcome = 'pass' | 'warn' | 'fail' | 'uncertain' | 'no-data';

/** One budget held against one region: the region's worst viewer decides. */
export interface Verdict {
  readonly metric: MetricId;
  readonly statistic: Statistic;
  readonly region: string;
  readonly comparison: Comparison;
  readonly limit: number;
  readonly warnLimit?: number;
  /** Undefined with no-data. */
  readonly actual?: number;
  /** How far the machine's strain may have moved `actual` either way, in `unit`; undefined where no law for it is known. */
  readonly error?: number;
  readonly unit: Unit;
  readonly outcome: VerdictOutcome;
  /** Whose value it is, and in the rehearsal's verdicts, of which take's seed. */
  readonly viewer?: string;
  readonly seed?: number;
  /** Why there is no data. */
  readonly reason?: string;
}

/** How a number spreads over a region's viewers, each take's counted as one view. */
export interface AcrossViewers {
  readonly region: string;
  readonly metric: MetricId;
  readonly statistic: Statistic;
  readonly unit: Unit;
  readonly views: number;
  /** Views that have no such number; they are in neither of the two below. */
  readonly withoutNumber: number;
  readonly median: number;
  /** What 19 of 20 views are no worse than. */
  readonly nineteenOfTwenty: number;
}

/** What READY is worth: with this confidence, no larger share of evenings on this network fails. */
export interface Worth {
  readonly cleanSeeds: number;
  readonly couldFailFraction: number;
  readonly confidence: number;
}

/** Why a take proves nothing, in a sentence a producer understands, and what to do about it. */
export interface InvalidReason {
  /** Stable id: "host-starved", "generator-late", "shaper-late", "recording-cut-short" ... */
  readonly signal: string;
  readonly reason: string;
  readonly advice: string;
  /** Seconds of the window it holds for, if it is a matter of seconds. */
  readonly seconds?: number;
}

/** One second of the window that the machine, not the network, may have spoilt. */
export interface InvalidSecond {
  readonly second: number;
  readonly signals: readonly string[];
}

export interface Validity {
  readonly valid: boolean;
  readonly reasons: readonly InvalidReason[];
  readonly invalidSeconds: readonly InvalidSecond[];
}
