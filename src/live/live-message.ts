import type { MetricId } from '../model/result/metric.ts';
import type { Outcome, VerdictOutcome } from '../model/result/verdict.ts';
import type { Text } from '../report/messages/words.ts';
import type { Band } from '../report/timeline/bands.ts';

/** Metrics drawn second by second, in the order of every row of figures. */
export const SHOWN_METRICS = ['stutterRate', 'latency', 'packetLoss', 'clarity', 'videoBitrate'] as const;
export type ShownMetric = (typeof SHOWN_METRICS)[number];

/** Middle viewer's value and the worst viewer's; null where no viewer has one. */
export type Spread = readonly [middle: number, worst: number] | null;

/** Path from the studio to a region's first viewer: asked delay, asked mean loss, capacity in force, longest wait in a queue. */
export type NetworkRow = readonly [
  delayMs: number,
  lossFraction: number,
  rateBps: number | null,
  queueDelayMs: number | null,
];

export interface RegionPoint {
  /** Number of viewers of whom this second is not known. */
  readonly silent: number;
  /** In the order of SHOWN_METRICS. */
  readonly figures: readonly Spread[];
  readonly network: NetworkRow;
}

/** One second of the measured window, viewers folded into regions: the unit of the history. */
export interface LivePoint {
  /** Seconds since the window opened. */
  readonly second: number;
  /** Real time over the stream's own; null where time is not slowed. */
  readonly factor: number | null;
  /** Share of all CPUs in use, 0..1; null where the platform has none. */
  readonly busyFraction: number | null;
  /** In the order of TakeMessage.regions. */
  readonly regions: readonly RegionPoint[];
}

export interface LiveRegion {
  readonly id: string;
  readonly label: Text;
  readonly viewers: readonly string[];
  /** Limits to draw, by metric. */
  readonly limits: readonly { readonly metric: ShownMetric; readonly limit: number; readonly bound: string }[];
  /** Stretches of time in which the network is made worse on purpose. */
  readonly bands: readonly Band[];
}

/** Facts of a take that are known as it begins. */
export interface TakeMessage {
  /** Name of this rehearsal: the same address may have shown another before. */
  readonly run: string;
  /** Number of the take in this rehearsal, from 1. */
  readonly ordinal: number;
  /** Takes planned so far, retakes included. */
  readonly count: number;
  readonly scenario: string;
  readonly seed: number;
  readonly variant?: string;
  readonly again?: number;
  readonly seconds: number;
  readonly regions: readonly LiveRegion[];
}

/** Stages of a rehearsal, in their order. */
export const PHASES = [
  'waiting',
  'preparing',
  'joining',
  'measuring',
  'replacing',
  'ending',
  'judging',
  'finished',
  'stopped',
] as const;
export type Phase = (typeof PHASES)[number];

/** One budget against the window so far. */
export interface LiveVerdict {
  readonly region: string;
  readonly metric: MetricId;
  readonly label: Text;
  readonly actual: Text;
  readonly bound: string;
  readonly outcome: VerdictOutcome | 'later';
  readonly viewer?: string;
}

export interface LiveIncident {
  /** Seconds since the window opened, negative before it; undefined before anyone knows when it opens. */
  readonly second?: number;
  readonly who: string;
  readonly what: IncidentKind;
  /** Length, s; undefined while it lasts, and for what has none. */
  readonly lastedS?: number;
  readonly detail?: string;
}

export type IncidentKind =
  | 'freeze'
  | 'audio-gap'
  | 'clarity-collapse'
  | 'join-failure'
  | 'publish-failed'
  | 'crashed'
  | 'page-error'
  | 'disconnected'
  | 'stopped-early';

/** Latest picture of a viewer; the picture itself is fetched by `viewer` and `version`. */
export interface LivePicture {
  readonly viewer: string;
  readonly version: number;
  readonly second?: number;
  readonly latencyMs?: number;
}

/** Earlier take of the run, as it stood at its end. */
export interface EarlierTake {
  readonly ordinal: number;
  readonly seed: number;
  readonly variant?: string;
  readonly outcome: SoFar;
}

/** Worst of the verdicts so far; `unknown` before the first second. */
export type SoFar = 'pass' | 'warn' | 'fail' | 'no-data' | 'unknown';

/** State of a rehearsal that changes while a take runs, but for the points. */
export interface StateMessage {
  readonly phase: Phase;
  readonly measuredS: number;
  readonly factor?: number;
  readonly soFar: SoFar;
  readonly verdicts: readonly LiveVerdict[];
  /** Latest last; the earliest are left out of a long list. */
  readonly incidents: readonly LiveIncident[];
  readonly incidentCount: number;
  readonly pictures: readonly LivePicture[];
  readonly earlier: readonly EarlierTake[];
  /** Seconds that the machine spoilt and that are replaced; the numbers here still hold them. */
  readonly spoiltSeconds: number;
  readonly finished?: { readonly outcome: Outcome; readonly report: string };
}
