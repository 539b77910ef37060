import type { MetricInfo } from '../../model/result/metric.ts';
import { metricReadings, plainMetric } from './metric-readings.ts';
import { didYouMean } from './nearest.ts';

/** Words for something near to what a metric measures, or measured otherwise: suggested, never taken. */
const NEAR: Readonly<Record<string, readonly string[]>> = {
  vmaf: ['videoScore', 'clarity'],
  cpu: ['decodeTime', 'frameRate'],
  cpuload: ['decodeTime', 'frameRate'],
  jitter: ['bufferDelay'],
  抖动: ['bufferDelay'],
  stalls: ['freezeCount', 'stutterRate'],
  joinsuccess: ['joinFailures'],
  joinrate: ['joinFailures'],
  进房成功率: ['joinFailures'],
  successrate: ['joinFailures'],
};

/**
 * Suggests the metric that an unknown name meant: by another tool's name, by its label in English or Chinese, or by a typo.
 * Undefined if none is close.
 */
export function metricHint(written: string, metrics: readonly MetricInfo[]): string | undefined {
  const wanted = plainMetric(written);
  if (wanted === '') return undefined;
  const [byLabel] = metrics
    .filter(({ label, labelZh }) => [label, labelZh].some((each) => plainMetric(each).includes(wanted)))
    .sort((a, b) => a.label.length - b.label.length);
  const other = [...metricReadings(written), ...((Object.hasOwn(NEAR, wanted) ? NEAR[wanted] : undefined) ?? [])];
  const named = metrics.filter(({ id }) => other.includes(id));
  const found = named.length > 0 ? named : [byLabel].filter((each) => each !== undefined);
  if (found.length > 0) return `did you mean ${found.map(({ id }) => `\`${id}\``).join(' or ')}?`;
  const ids = metrics.map(({ id }) => id);
  return didYouMean(written, ids);
}
