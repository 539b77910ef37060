import type { MetricInfo } from '../../model/result/metric.ts';
import { didYouMean } from './nearest.ts';

/** Words of other tools and everyday speech for what a metric measures, or several do. */
const OTHER_NAMES: Readonly<Record<string, string | readonly string[]>> = {
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
  avsync: ['audioLead', 'audioLag'],
  lipsync: ['audioLead', 'audioLag'],
  音画同步: ['audioLead', 'audioLag'],
  音画不同步: ['audioLead', 'audioLag'],
  freezeduration: 'longestFreeze',
  freezelength: 'longestFreeze',
  maxfreeze: 'longestFreeze',
  quality: ['videoScore', 'clarity'],
  picturequality: ['videoScore', 'clarity'],
  画质: ['videoScore', 'clarity'],
  mos: ['videoScore', 'audioScore'],
  sound: ['audioConcealment', 'audioStutterRate'],
  audio: ['audioConcealment', 'audioStutterRate'],
  声音: ['audioConcealment', 'audioStutterRate'],
  audiogaps: ['audioStutterRate', 'audioGapCount'],
  audiogap: ['audioStutterRate', 'audioGapCount'],
  audioloss: ['audioConcealment', 'audioStutterRate'],
  freezerate: ['stutterRate', 'freezeCount'],
  smoothness: ['stutterRate', 'frameRate'],
  流畅度: ['stutterRate', 'frameRate'],
  cpu: ['decodeTime', 'frameRate'],
  cpuload: ['decodeTime', 'frameRate'],
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
  const named = metrics.filter(({ id }) => [other].flat().includes(id));
  const found = named.length > 0 ? named : [byLabel].filter((each) => each !== undefined);
  if (found.length > 0) return `did you mean ${found.map(({ id }) => `\`${id}\``).join(' or ')}?`;
  const ids = metrics.map(({ id }) => id);
  return didYouMean(written, ids);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[\s_-]/g, '');
}
