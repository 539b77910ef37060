import type { Verdict } from '../model/result/verdict.ts';

/** Evidence of one take about one region. */
export interface RegionEvidence {
  readonly region: string;
  /** 'clear-fail': a budget missed by far more than takes of one setting differ. 'nothing': data is missing for a budget. */
  readonly outcome: 'pass' | 'fail' | 'clear-fail' | 'nothing';
  /** Budget missed by most margins; absent if none was missed. */
  readonly worst?: Verdict;
  /** Whether a missed budget is one that more bits make harder to keep. */
  readonly isBurdened: boolean;
  /** Mean clarity over its viewers (SSIM). */
  readonly clarity?: number;
}

/** Evidence of one take of one rung. */
export interface Evidence {
  readonly rung: string;
  readonly seed: number;
  /** Start and end of the take, wall time, ms. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Why the take proves nothing; it then has no regions. */
  readonly invalid?: string;
  /** Encoded bitrate of all layers together. */
  readonly encodedBps?: number;
  readonly regions: readonly RegionEvidence[];
}
