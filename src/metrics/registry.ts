import type { MetricInfo } from '../model/metric.ts';
import { audioBitrate } from './audio-bitrate.ts';
import { audioConcealment } from './audio-concealment.ts';
import { audioGapCount } from './audio-gap-count.ts';
import { audioLag } from './audio-lag.ts';
import { audioLatency } from './audio-latency.ts';
import { audioLead } from './audio-lead.ts';
import { audioStutterRate } from './audio-stutter-rate.ts';
import { avOffset } from './av-offset.ts';
import { firstFrame } from './first-frame.ts';
import { frameLoss } from './frame-loss.ts';
import { frameRate } from './frame-rate.ts';
import { freezeCount } from './freeze-count.ts';
import { freezeRate } from './freeze-rate.ts';
import { joinFailures } from './join-failures.ts';
import { joinTime } from './join-time.ts';
import { latency } from './latency.ts';
import { longestAudioGap } from './longest-audio-gap.ts';
import type { Metric } from './metric.ts';
import { packetLoss } from './packet-loss.ts';
import { roundTripTime } from './round-trip-time.ts';
import { stutterRate } from './stutter-rate.ts';
import { videoBitrate } from './video-bitrate.ts';

/** Every metric, in the order reports show them. A new one is a file beside these and a line here. */
export const METRICS = {
  joinFailures,
  joinTime,
  firstFrame,
  latency,
  stutterRate,
  freezeCount,
  freezeRate,
  frameRate,
  frameLoss,
  packetLoss,
  roundTripTime,
  videoBitrate,
  audioBitrate,
  audioConcealment,
  audioLatency,
  audioStutterRate,
  audioGapCount,
  longestAudioGap,
  avOffset,
  audioLead,
  audioLag,
} satisfies Record<string, Metric>;

/** What each metric is, as plain data. */
export function metricInfos(): readonly MetricInfo[] {
  return Object.values(METRICS).map(({ id, label, labelZh, unit, shape, better, definition, source }) => ({
    id,
    label,
    labelZh,
    unit,
    shape,
    better,
    definition,
    source,
  }));
}
