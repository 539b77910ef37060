import type { Metric } from '../../src/metrics/metric.ts';
import type { MetricValue } from '../../src/model/result/metric.ts';
import { buildTake, type RecordingOptions } from '../build-recording.ts';

/** Measures the first viewer of a recording built with these options. */
export function measure(metric: Metric, options: RecordingOptions = {}): MetricValue {
  const take = buildTake(options);
  const [viewer] = take.viewers;
  if (viewer === undefined) throw new Error('no viewer');
  return metric.measure(viewer, take);
}

/** Measures likewise, and unwraps a single number, so that it can be compared with `toBe`. */
export function measureNumber(metric: Metric, options: RecordingOptions = {}): number | MetricValue {
  const value = measure(metric, options);
  return value.type === 'value' ? value.value : value;
}
