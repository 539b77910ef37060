import type { Scenario } from './scenario.ts';

export interface ViewerPlan {
  /** "<region>-<n>" with n from 1: "sea-id-2". */
  readonly id: string;
  readonly region: string;
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
