import type { MetricInfo } from '../../model/result/metric.ts';

/** Names in common use for exactly what a metric measures, in its unit, beside its own labels. */
const ALSO_NAMED: Readonly<Record<string, readonly string[]>> = {
  stutterRate: ['stutter', 'stutterRatio', 'freezeRatio', '卡顿率', '卡顿'],
  latency: ['delay', 'e2eLatency', 'endToEndLatency', 'glassToGlass', '延迟', '时延', '端到端时延'],
  firstFrame: ['ttff', 'timeToFirstFrame', 'firstFrameTime', 'startupTime', '首帧', '首帧时间', '首屏时间'],
  packetLoss: ['loss', '丢包'],
  roundTripTime: ['rtt', '往返时延'],
  frameRate: ['fps'],
  videoBitrate: ['码率'],
  recoveryTime: ['recovery', '恢复时间'],
  freezeCount: ['freezes', '卡顿次数'],
};

/** Lists the names of a metric in budgets: id, labels, the id in snake case, and those in common use. */
export function metricNames({ id, label, labelZh }: MetricInfo): readonly string[] {
  const snake = id.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return [...new Set([id, snake, label, label.toLowerCase(), labelZh, ...(ALSO_NAMED[id] ?? [])])];
}

/** Returns the id of the metric of that name, or undefined. */
export function metricNamed(name: string, metrics: readonly MetricInfo[]): string | undefined {
  const byId = metrics.find(({ id }) => id === name);
  return (byId ?? metrics.find((metric) => metricNames(metric).includes(name.trim())))?.id;
}
