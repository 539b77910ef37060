/** A metric is known by the name of its line in metrics/registry.ts: "latency", "stutterRate". */
export type MetricId = string;

/** Canonical units: ms, fps, fraction (0..1), bit/s, count, pixels, decibels, a similarity up to 1, a score of 1 to 5. */
export type Unit = 'ms' | 'fps' | 'fraction' | 'bps' | 'count' | 'px' | 'dB' | 'dBPerMbps' | 'similarity' | 'score';

/** 'value' for metrics that are one number; percentiles for distributions. */
export type Statistic = 'value' | 'p50' | 'p95' | 'p99' | 'max';

/** One point a second of the measured window; undefined where that second has no data. */
export interface SeriesPoint {
  /** Seconds since the window opened. */
  readonly second: number;
  readonly value: number | undefined;
}

/** Another metric's number that went into a score. */
export interface ScorePart {
  readonly metric: MetricId;
  readonly unit: Unit;
  readonly value: number;
}

export type MetricValue =
  | {
      readonly type: 'value';
      readonly unit: Unit;
      readonly value: number;
      /** Of scores: what they are made of. */
      readonly madeOf?: readonly ScorePart[];
    }
  | {
      readonly type: 'distribution';
      readonly unit: Unit;
      readonly count: number;
      readonly p50: number;
      readonly p95: number;
      readonly p99: number;
      readonly max: number;
    }
  | { readonly type: 'no-data'; readonly unit: Unit; readonly reason: string };

/** What a metric is: its definition in words, where it comes from, which way is better. */
export interface MetricInfo {
  readonly id: MetricId;
  readonly label: string;
  readonly labelZh: string;
  readonly unit: Unit;
  readonly shape: 'value' | 'distribution';
  readonly better: 'lower' | 'higher' | 'neither';
  readonly definition: string;
  readonly source: string;
}
