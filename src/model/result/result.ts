import type { ClockReading } from '../recording/clock-reading.ts';
import type { EncoderRecord } from '../recording/encoder-record.ts';
import type { HostErrors } from '../recording/host-error.ts';
import type { SdkRecord } from '../recording/sdk-record.ts';
import type { ChangeLimitSet } from '../scenario/budget.ts';
import type { Device } from '../scenario/device.ts';
import type { NetworkEvent, Segment } from '../scenario/network.ts';
import type { Broadcast, Variant } from '../scenario/scenario.ts';
import type { Calibration } from './calibration.ts';
import type { EncoderComparison } from './encoder-comparison.ts';
import type { MetricId, MetricInfo, MetricValue, SeriesPoint } from './metric.ts';
import type { AcrossViewers, InvalidReason, InvalidSecond, Outcome, Verdict, Worth } from './verdict.ts';

export const RESULT_SCHEMA_VERSION = 1;

/** result.json: everything the reports show, nothing they have to work out again. */
export interface Result {
  readonly schemaVersion: number;
  readonly tool: { readonly name: 'longhaul'; readonly version: string };
  readonly scenario: ScenarioSummary;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly outcome: Outcome;
  /** Of a rehearsal that is ready; absent in results older than that. */
  readonly worth?: Worth;
  readonly invalidReasons: readonly InvalidReason[];
  /** Per budget and region, the worst valid take. */
  readonly verdicts: readonly Verdict[];
  /** Of each verdict's number, over a region's viewers in all valid takes; absent in results older than that. */
  readonly acrossViewers?: readonly AcrossViewers[];
  readonly takes: readonly TakeResult[];
  /** Its seeds were played until the comparisons were decided: only tests that hold at any look may be asked. Absent otherwise. */
  readonly isUntilDecided?: boolean;
  /** Each variant against the broadcast itself; absent without variants. `outcome` and `verdicts` are of the broadcast itself. */
  readonly comparisons?: readonly EncoderComparison[];
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
  readonly variants?: readonly Variant[];
  readonly regions: readonly {
    readonly id: string;
    readonly label: string;
    /** As in Region. */
    readonly labelZh?: string;
    readonly zone?: string;
    readonly localTime?: string;
    readonly viewers: number;
    /** What its viewers watch on; absent: nothing limits it. */
    readonly device?: Device;
    readonly haul: Segment;
    readonly access: Segment;
  }[];
  /** What befell hauls in mid-run; absent when nothing was asked for. The segments above are without them. */
  readonly events?: readonly NetworkEvent[];
  /** As in Scenario. */
  readonly changeLimits?: ChangeLimitSet;
  /** Name of each trace that the segments use, and a digest of its course. */
  readonly traces?: Readonly<Record<string, string>>;
}

export interface TakeResult {
  readonly seed: number;
  /** As in Take. */
  readonly variant?: string;
  readonly outcome: Outcome;
  readonly invalidReasons: readonly InvalidReason[];
  readonly invalidSeconds: readonly InvalidSecond[];
  /** Path of the recording, relative to result.json. */
  readonly recording: string;
  readonly network: {
    readonly backend: string;
    readonly why: string;
    /** What the backend says of itself: "scheduling", "mode" ... */
    readonly detail?: Readonly<Record<string, string | number | boolean>>;
  };
  /** What probes found of the network before the take; undefined when it ended before. */
  readonly calibration?: Calibration;
  readonly environment: Readonly<Record<string, string | number>>;
  /** Of this machine, its error as it had grown by the window's end; absent where no time server was asked. */
  readonly clock?: ClockReading;
  /** What the publisher's encoder did; absent in results older than that. */
  readonly encoder?: EncoderRecord;
  /** How fast the take's own clock went; absent where time was not slowed, and in results older than that. */
  readonly pace?: TakePace;
  /** Each second of the window: the machine itself. */
  readonly host: readonly HostSecond[];
  /** Each second of the window: the publisher's pictures; undefined when nobody recorded them. */
  readonly source?: readonly SourceSecond[];
  readonly viewers: readonly ViewerResult[];
  /** What a vendor's SDK said of each participant; absent where none was in use. */
  readonly sdk?: readonly SdkRecord[];
  readonly verdicts: readonly Verdict[];
  /** What the shaped links did in the window, per link. */
  readonly links: readonly LinkTotals[];
}

/** Pace of the measured window. Factors are real time over the stream's own (time dilation factor). */
export interface TakePace {
  readonly meanFactor: number;
  /** Extremes of its seconds, apart from time for which the clock stood still. */
  readonly leastFactor: number;
  readonly mostFactor: number;
  /** Real time, in all, for which the clock waited because the machine did not answer: held, or all of it taken by others. */
  readonly stoodStillMs: number;
  /** Seconds that the machine spoilt and that were played anew at the window's end. */
  readonly replacedSeconds: number;
  /** Real time that the window took. */
  readonly playedMs: number;
}

export interface HostSecond {
  readonly second: number;
  readonly timeDilationFactor?: number;
  /** Real time for which the stream's clock stood still; within the factor. Absent where it did not. */
  readonly clockStoodStillMs?: number;
  readonly busyFraction?: number;
  readonly stealFraction?: number;
}

export interface SourceSecond {
  readonly second: number;
  /** Frames made, but for pictures that had been sent before. */
  readonly newPictures: number;
  /** Of the second, in gaps of over 200 ms between new pictures: viewers can only see a still then, whatever their network. */
  readonly stillMs: number;
}

export interface ViewerResult {
  readonly id: string;
  readonly region: string;
  readonly metrics: Readonly<Record<MetricId, MetricValue>>;
  /** How many freezes lasted how long, by FREEZE_BOUNDS_MS; absent in results older than that. */
  readonly freezeLengths?: readonly number[];
  /** Undefined in results older than that. */
  readonly errors?: HostErrors;
  /** One point a second; in a take too long to keep each, the least and the largest of every stretch. */
  readonly series: Readonly<Record<MetricId, readonly SeriesPoint[]>>;
}

/** What one link did in the window, added up, and its course. Counts are packets; optional fields as in LinkSecond. */
export interface LinkTotals {
  readonly link: string;
  readonly inPackets: number;
  readonly inBytes: number;
  readonly outPackets: number;
  readonly outBytes: number;
  readonly lostRandom: number;
  readonly lostBurst: number;
  readonly lostQueue: number;
  /** Of lostBurst. */
  readonly lostBlackout?: number;
  readonly duplicated?: number;
  readonly corrupted?: number;
  readonly reordered?: number;
  readonly meanDelayMs?: number;
  /** Medians and 95th percentiles are kept second by second only: these are the median second's and the 95th of 100 seconds', by packets. */
  readonly queueDelayP50Ms?: number;
  readonly queueDelayP95Ms?: number;
  readonly queueDelayMaxMs?: number;
  /** Ends of what the capacity was; undefined when it never changes. */
  readonly leastRateBps?: number;
  readonly mostRateBps?: number;
  /** Seconds that one point of the course stands for: 1, or more in a take too long to keep each. */
  readonly stretchSeconds: number;
  readonly course: readonly LinkPoint[];
}

/** A link in one stretch of the window. Seconds without a sample are in no point. */
export interface LinkPoint {
  /** First second of the stretch, since the window opened. */
  readonly second: number;
  readonly inPackets: number;
  readonly outBytes: number;
  readonly lostRandom: number;
  readonly lostBurst: number;
  readonly lostQueue: number;
  /** Of lostBurst. */
  readonly lostBlackout?: number;
  readonly meanDelayMs?: number;
  /** The largest of the stretch's seconds. */
  readonly queueDelayP95Ms?: number;
  readonly queueDelayMaxMs?: number;
  /** The least of the stretch's seconds: a dip must not vanish. */
  readonly rateBps?: number;
}
