import type { Verdict } from '../model/result/verdict.ts';

/** What one take says of one region. */
export interface RegionEvidence {
  readonly region: string;
  /** Clear fail: a budget missed by far more than takes of one setting differ. Nothing: data is missing for a budget. */
  readonly outcome: 'pass' | 'fail' | 'clear-fail' | 'nothing';
  /** The budget missed by most margins; absent when none was missed. */
  readonly worst?: Verdict;
  /** Whether a budget that was missed is one that more bits make harder to keep. */
  readonly isBurdened: boolean;
  /** Mean over its viewers. */
  readonly clarity?: number;
}

/** One take of one rung. */
export interface Evidence {
  readonly rung: string;
  readonly seed: number;
  /** When it began and ended, wall ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Why it says nothing; then it has no regions. */
  readonly invalid?: string;
  /** Of the encoder, all layers. */
  readonly encodedBps?: number;
  readonly regions: readonly RegionEvidence[];
}
