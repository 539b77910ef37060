import type { MetricId, Statistic, Unit } from './metric.ts';

export const DIAGNOSIS_SCHEMA_VERSION = 1;

/** Content of diagnose.json: what goes away when one thing at a time is made ideal, under the same seeds. */
export interface Diagnosis {
  readonly schemaVersion: number;
  readonly tool: { readonly name: 'longhaul'; readonly version: string };
  readonly scenario: {
    readonly name: string;
    readonly durationMs: number;
    /** As in Region. */
    readonly regions: readonly { readonly id: string; readonly label: string; readonly labelZh?: string }[];
  };
  /** Time when it was written, ISO 8601, UTC. */
  readonly endedAt: string;
  /** Seeds of the rehearsal's own valid takes, which everything is compared with. */
  readonly seeds: readonly number[];
  /** False while trials are left to play: the same command in the same directory goes on. */
  readonly isComplete: boolean;
  /** One per trial, in the order of the path. */
  readonly trials: readonly TrialEffect[];
}

/** One thing that was made ideal. */
export interface Trial {
  /** "first-mile", "haul-sea-id", "access-sea-id", "device-sea-id" or "half-bitrate": also the name of its recordings. */
  readonly id: string;
  readonly kind: 'first-mile' | 'haul' | 'access' | 'device' | 'half-bitrate';
  /** Undefined for what all regions share. */
  readonly region?: string;
}

export interface TrialEffect extends Trial {
  /** Takes played, and the part of them that the machine spoilt. */
  readonly takes: number;
  readonly invalidTakes: number;
  /** Share of the packets towards viewers that the part lost in the rehearsal's own takes; undefined for what is no part of the way. */
  readonly lost?: number;
  readonly effects: readonly Effect[];
}

/** Amount by which a trial reduced one number in one region; a viewer’s mean per take, paired by seed. */
export interface Effect {
  readonly region: string;
  readonly metric: MetricId;
  readonly statistic: Statistic;
  readonly unit: Unit;
  /** Seeds with a valid take of both. */
  readonly pairs: number;
  /** Mean of the rehearsal’s own takes over these seeds; undefined without a pair, like the rest. */
  readonly asRehearsed?: number;
  /** Mean of the trial’s takes. */
  readonly ideal?: number;
  /** Mean of the differences, positive where the trial’s takes have less. */
  readonly takenAway?: number;
  readonly interval?: {
    readonly low: number;
    readonly high: number;
    /** 'confidence': 90 % by the sign-flip test. 'range': of the differences, since there are too few seeds for a test. */
    readonly kind: 'confidence' | 'range';
  };
}
