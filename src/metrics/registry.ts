import type { MetricInfo } from '../model/metric.ts';
import { audioBitrate } from './audio-bitrate.ts';
import { audioConcealment } from './audio-concealment.ts';
import { audioGapCount } from './audio-gap-count.ts';
import { audioLag } from './audio-lag.ts';
import { audioLatency } from './audio-latency.ts';
import { audioLead } from './audio-lead.ts';
import { audioScore } from './audio-score.ts';
import { audioStutterRate } from './audio-stutter-rate.ts';
import { avOffset } from './av-offset.ts';
import { bufferDelay } from './buffer-delay.ts';
import { clarity } from './clarity.ts';
import { clarityPerBit } from './clarity-per-bit.ts';
import { clarityPsnr } from './clarity-psnr.ts';
import { decodeTime } from './decode-time.ts';
import { deviceThrottled } from './device-throttled.ts';
import { downlinkEstimate } from './downlink-estimate.ts';
import { firstFrame } from './first-frame.ts';
import { firstMileFrameLoss } from './first-mile-frame-loss.ts';
import { frameLoss } from './frame-loss.ts';
import { frameRate } from './frame-rate.ts';
import { frameUnevenness } from './frame-unevenness.ts';
import { framesAtOrigin } from './frames-at-origin.ts';
import { framesEncoded } from './frames-encoded.ts';
import { framesMade } from './frames-made.ts';
import { framesMissed } from './frames-missed.ts';
import { framesOutOfOrder } from './frames-out-of-order.ts';
import { framesRepeated } from './frames-repeated.ts';
import { framesSeen } from './frames-seen.ts';
import { framesSent } from './frames-sent.ts';
import { freezeCount } from './freeze-count.ts';
import { freezeRate } from './freeze-rate.ts';
import { goodMinutes } from './good-minutes.ts';
import { joinFailures } from './join-failures.ts';
import { joinTime } from './join-time.ts';
import { latency } from './latency.ts';
import { layerSwitches } from './layer-switches.ts';
import { longestAudioGap } from './longest-audio-gap.ts';
import { longestFreeze } from './longest-freeze.ts';
import type { Metric } from './metric.ts';
import { networkFrameLoss } from './network-frame-loss.ts';
import { packetLoss } from './packet-loss.ts';
import { pictureHeight } from './picture-height.ts';
import { publisherFrameSkips } from './publisher-frame-skips.ts';
import { recoveryTime } from './recovery-time.ts';
import { resolutionChanges } from './resolution-changes.ts';
import { roundTripTime } from './round-trip-time.ts';
import { stutterRate } from './stutter-rate.ts';
import { stutterRate200 } from './stutter-rate-200.ts';
import { stutterRate600 } from './stutter-rate-600.ts';
import { undecodableFrames } from './undecodable-frames.ts';
import { videoBitrate } from './video-bitrate.ts';
import { videoScore } from './video-score.ts';

/** Every metric, in the order reports show them. A new one is a file beside these and a line here. */
export const METRICS = {
  joinFailures,
  joinTime,
  firstFrame,
  videoScore,
  audioScore,
  latency,
  stutterRate,
  stutterRate200,
  stutterRate600,
  freezeCount,
  freezeRate,
  longestFreeze,
  goodMinutes,
  recoveryTime,
  frameRate,
  frameUnevenness,
  pictureHeight,
  resolutionChanges,
  layerSwitches,
  downlinkEstimate,
  clarity,
  clarityPsnr,
  clarityPerBit,
  frameLoss,
  publisherFrameSkips,
  firstMileFrameLoss,
  undecodableFrames,
  networkFrameLoss,
  framesMade,
  framesEncoded,
  framesSent,
  framesAtOrigin,
  framesSeen,
  framesMissed,
  framesRepeated,
  framesOutOfOrder,
  packetLoss,
  roundTripTime,
  bufferDelay,
  decodeTime,
  deviceThrottled,
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
