import type { RecordedTake, RecordedViewer } from '../model/recording/recorded-take.ts';
import type { MetricInfo, MetricValue, SeriesPoint, Statistic } from '../model/result/metric.ts';
import type { Text } from '../model/result/text.ts';
import type { Bound } from '../model/scenario/budget.ts';

export type Shape = MetricInfo['shape'];

/** Statistics of a metric of this shape: one number, or percentiles. */
export type StatisticOf<S extends Shape> = S extends 'value' ? 'value' : Exclude<Statistic, 'value'>;

/**
 * Error of each statistic per ms of contention beyond a quiet machine's, in the metric's unit: what 95 % of takes
 * under a graded hog stayed below (scripts/strain-takes.ts, scripts/fit-uncertainty.ts; docs/validity.md has the experiment). 0: not moved by any contention up to 29 ms, where takes are void anyway.
 * `onlyWorse`: whatever contention does to the number makes it worse (`better` says which way that is), so that a quiet machine
 * would not have shown a worse one; else the error is either way.
 */
export type ErrorLaw<S extends Shape> = Readonly<Record<StatisticOf<S>, number>> & { readonly onlyWorse?: true };

/**
 * Limit that holds unless a scenario sets the same statistic of the metric. Default limits are our assumptions about an
 * interactive live stream, not a standard, and absolute, whatever the broadcast asks for.
 */
export interface DefaultBudget<S extends Shape> {
  readonly statistic: StatisticOf<S>;
  readonly ready: Bound;
  readonly warn?: Bound;
  /** Whether it also holds for a stream published elsewhere, whose picture and sound carry none of our marks. */
  readonly holdsForForeignStreams: boolean;
  /** Whether it holds only where the sound has two channels. */
  readonly onlyInStereo?: true;
}

/**
 * Observations that a report puts beside a missed limit: times when the viewer's picture stood still, frames that never left
 * the publisher, and the delay of the path itself.
 */
export type Evidence = 'still-picture' | 'skipped-frames' | 'path-delay';

/**
 * Everything longhaul knows about one measured quantity of one viewer in one take. A new metric is one such object in a file of
 * its own and one line in registry.ts; the compiler asks for each property.
 */
export interface MetricOf<S extends Shape> extends Pick<MetricInfo, 'id' | 'unit' | 'better' | 'source'> {
  readonly label: Text;
  readonly shape: S;
  readonly definition: Text;
  /**
   * The verdict in the words of somebody watching, after the region's name; slots {actual}, {limit} and {statistic}. 'plain':
   * "<label> is <actual>; the limit is <bound>".
   */
  readonly sentence: Text | 'plain';
  /**
   * Margin of practical difference, in `unit`: below it nobody would send the stream another way. 'by-unit': the least difference
   * in its unit that shows (verdict/compare/margins.ts). 'not-judged': no difference is known to matter.
   */
  readonly margin: number | 'by-unit' | 'not-judged';
  /** 'unknown': never measured, so that a number from a strained machine cannot be judged. */
  readonly errorLaw: ErrorLaw<S> | 'unknown';
  /** Place among what viewers notice most, from 1 on; 'ordinary' ones follow in the registry's order. */
  readonly prominence: number | 'ordinary';
  readonly evidence: readonly Evidence[];
  /** Whether more bits improve it, so that missing its limit says nothing against a higher bitrate. */
  readonly improvesWithBitrate: boolean;
  readonly defaultBudget: DefaultBudget<S> | 'none';
  /** Pure: the same recording always gives the same value. */
  measure(viewer: RecordedViewer, take: RecordedTake): MetricValue;
  /** One point a second of the window, for metrics that make sense by the second. */
  series?(viewer: RecordedViewer, take: RecordedTake): readonly SeriesPoint[];
}

export type ValueMetric = MetricOf<'value'>;
export type DistributionMetric = MetricOf<'distribution'>;
export type Metric = ValueMetric | DistributionMetric;
