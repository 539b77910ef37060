import type { RecordedTake, RecordedViewer } from '../model/recording/recorded-take.ts';
import type { MetricInfo, MetricValue, SeriesPoint } from '../model/result/metric.ts';

/** One number (or distribution) of one viewer in one take: pure, so that the same recording always gives the same. */
export interface Metric extends MetricInfo {
  measure(viewer: RecordedViewer, take: RecordedTake): MetricValue;
  /** Its course over the window, one point a second, for metrics that have one. */
  series?(viewer: RecordedViewer, take: RecordedTake): readonly SeriesPoint[];
}
