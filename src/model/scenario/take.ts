import type { Scenario } from './scenario.ts';

export interface ViewerPlan {
  /** "<region>-<n>" with n from 1: "sea-id-2". */
  readonly id: string;
  readonly region: string;
  /** Time after the moment from which viewers join before the measured time, ms; 0 unless set. */
  readonly joinsAfterMs?: number;
  /** Comes in mid-show: joins so long after the measured time began, ms. */
  readonly joinsAtMs?: number;
  /** Leaves so long after the measured time began, ms; stays to the end unless set. */
  readonly leavesAtMs?: number;
}

/** One run of one variant under one seed. */
export interface Take {
  readonly index: number;
  readonly seed: number;
  /** Undefined unless the scenario compares variants; `scenario.broadcast` is this variant's. */
  readonly variant?: string;
  readonly scenario: Scenario;
  readonly viewers: readonly ViewerPlan[];
}
