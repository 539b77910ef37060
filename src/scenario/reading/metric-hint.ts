import type { MetricInfo } from '../../model/result/metric.ts';
import { didYouMean } from './nearest.ts';

/** Words of other tools and standards for what a metric measures. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  delay: 'latency',
  loss: 'packetLoss',
  rtt: 'roundTripTime',
  fps: 'frameRate',
  bitrate: 'videoBitrate',
  resolution: 'pictureHeight',
  startup: 'firstFrame',
  startuptime: 'firstFrame',
  ttff: 'firstFrame',
  rebuffering: 'stutterRate',
  freezes: 'freezeCount',
  vmaf: 'clarity',
  avsync: 'avOffset',
  lipsync: 'avOffset',
  音画同步: 'avOffset',
  音画不同步: 'avOffset',
  清晰度: 'clarity',
  ssim: 'clarity',
  psnr: 'clarityPsnr',
  jitter: 'bufferDelay',
  卡顿: 'stutterRate',
  首帧: 'firstFrame',
  首屏: 'firstFrame',
  丢包: 'packetLoss',
  延迟: 'latency',
  时延: 'latency',
};

/**
 * Suggests the metric that an unknown name meant: by another tool's name, by its label in English or Chinese, or by a typo.
 * Undefined if none is close.
 */
export function metricHint(written: string, metrics: readonly MetricInfo[]): string | undefined {
  const wanted = plain(written);
  if (wanted === '') return undefined;
  const [byLabel] = metrics
    .filter(({ label, labelZh }) => [label, labelZh].some((each) => plain(each).includes(wanted)))
    .sort((a, b) => a.label.length - b.label.length);
  const other = Object.hasOwn(OTHER_NAMES, wanted) ? OTHER_NAMES[wanted] : undefined;
  const found = metrics.find(({ id }) => id === other) ?? byLabel;
  if (found !== undefined) return `did you mean \`${found.id}\`?`;
  const ids = metrics.map(({ id }) => id);
  return didYouMean(written, ids);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}
