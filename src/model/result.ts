import type { Calibration } from './calibration.ts';
import type { MetricId, MetricInfo, MetricValue, SeriesPoint } from './metric.ts';
import type { Segment } from './network.ts';
import type { Broadcast } from './scenario.ts';
import type { InvalidReason, InvalidSecond, Outcome, Verdict } from './verdict.ts';

export const RESULT_SCHEMA_VERSION = 1;

/** result.json: everything the reports show, nothing they have to work out again. */
export interface Result {
  readonly schemaVersion: number;
  readonly tool: { readonly name: 'longhaul'; readonly version: string };
  readonly scenario: ScenarioSummary;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly outcome: Outcome;
  readonly invalidReasons: readonly InvalidReason[];
  /** Per budget and region, the worst valid take. */
  readonly verdicts: readonly Verdict[];
  readonly takes: readonly TakeResult[];
  /** Definitions of the metrics used above. */
  readonly metrics: readonly MetricInfo[];
}

export interface ScenarioSummary {
  readonly name: string;
  readonly durationMs: number;
  readonly warmupMs: number;
  /** As in Scenario. */
  readonly airtime?: string;
  readonly broadcast: Broadcast;
  readonly regions: readonly {
    readonly id: string;
    readonly label: string;
    /** As in Region. */
    readonly zone?: string;
    readonly localTime?: string;
    readonly viewers: number;
    readonly haul: Segment;
    readonly access: Segment;
  }[];
}

export interface TakeResult {
  readonly seed: number;
  readonly outcome: Outcome;
  readonly invalidReasons: readonly InvalidReason[];
  readonly invalidSeconds: readonly InvalidSecond[];
  /** Path of the recording, relative to result.json. */
  readonly recording: string;
  readonly network: { readonly backend: string; readonly why: string };
  /** What probes found of the network before the take; undefined when it ended before. */
  readonly calibration?: Calibration;
  readonly environment: Readonly<Record<string, string | number>>;
  /** Each second of the window: the machine itself. */
  readonly host: readonly HostSecond[];
  readonly viewers: readonly ViewerResult[];
  readonly verdicts: readonly Verdict[];
  /** What the shaped links did in the window, per link. */
  readonly links: readonly LinkTotals[];
}

export interface HostSecond {
  readonly second: number;
  readonly busyFraction?: number;
  readonly stealFraction?: number;
}

export interface ViewerResult {
  readonly id: string;
  readonly region: string;
  readonly metrics: Readonly<Record<MetricId, MetricValue>>;
  readonly series: Readonly<Record<MetricId, readonly SeriesPoint[]>>;
}

export interface LinkTotals {
  readonly link: string;
  readonly inPackets: number;
  readonly lostRandom: number;
  readonly lostBurst: number;
  readonly lostQueue: number;
  readonly queueDelayMaxMs?: number;
}
