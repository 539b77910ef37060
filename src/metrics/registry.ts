import type { MetricId, MetricInfo } from '../model/result/metric.ts';
import { audioBitrate } from './audio/audio-bitrate.ts';
import { audioConcealment } from './audio/audio-concealment.ts';
import { audioCopiesUsed } from './audio/audio-copies-used.ts';
import { audioGapCount } from './audio/audio-gap-count.ts';
import { audioLag } from './audio/audio-lag.ts';
import { audioLatency } from './audio/audio-latency.ts';
import { audioLead } from './audio/audio-lead.ts';
import { audioScore } from './audio/audio-score.ts';
import { audioStutterRate } from './audio/audio-stutter-rate.ts';
import { avOffset } from './audio/av-offset.ts';
import { longestAudioGap } from './audio/longest-audio-gap.ts';
import { stereoShare } from './audio/stereo-share.ts';
import { cpuWorth } from './device/cpu-worth.ts';
import { deviceThrottled } from './device/device-throttled.ts';
import { firstMileFrameLoss } from './frames/first-mile-frame-loss.ts';
import { frameLoss } from './frames/frame-loss.ts';
import { frameRate } from './frames/frame-rate.ts';
import { frameUnevenness } from './frames/frame-unevenness.ts';
import { framesAtOrigin } from './frames/frames-at-origin.ts';
import { framesEncoded } from './frames/frames-encoded.ts';
import { framesMade } from './frames/frames-made.ts';
import { framesMissed } from './frames/frames-missed.ts';
import { framesOutOfOrder } from './frames/frames-out-of-order.ts';
import { framesRepeated } from './frames/frames-repeated.ts';
import { framesSeen } from './frames/frames-seen.ts';
import { framesSent } from './frames/frames-sent.ts';
import { networkFrameLoss } from './frames/network-frame-loss.ts';
import { publisherFrameSkips } from './frames/publisher-frame-skips.ts';
import { undecodableFrames } from './frames/undecodable-frames.ts';
import { freezeCount } from './freezes/freeze-count.ts';
import { freezeRate } from './freezes/freeze-rate.ts';
import { goodMinutes } from './freezes/good-minutes.ts';
import { longestFreeze } from './freezes/longest-freeze.ts';
import { recoveryTime } from './freezes/recovery-time.ts';
import { stutterRate } from './freezes/stutter-rate.ts';
import { stutterRate200 } from './freezes/stutter-rate-200.ts';
import { stutterRate600 } from './freezes/stutter-rate-600.ts';
import { firstFrame } from './joining/first-frame.ts';
import { joinFailures } from './joining/join-failures.ts';
import { joinTime } from './joining/join-time.ts';
import { latencyAccess } from './latency/latency-access.ts';
import { latencyDecoding } from './latency/latency-decoding.ts';
import { latencyEncoding } from './latency/latency-encoding.ts';
import { latencyFirstMile } from './latency/latency-first-mile.ts';
import { latencyHaul } from './latency/latency-haul.ts';
import { latencyJitterBuffer } from './latency/latency-jitter-buffer.ts';
import { latencyOrigin } from './latency/latency-origin.ts';
import { latencyReading } from './latency/latency-reading.ts';
import { latencyRepair } from './latency/latency-repair.ts';
import { latencySending } from './latency/latency-sending.ts';
import type { Metric } from './metric.ts';
import { bufferDelay } from './path/buffer-delay.ts';
import { downlinkEstimate } from './path/downlink-estimate.ts';
import { latency } from './path/latency.ts';
import { lipSyncHold } from './path/lip-sync-hold.ts';
import { packetLoss } from './path/packet-loss.ts';
import { roundTripTime } from './path/round-trip-time.ts';
import { videoBitrate } from './path/video-bitrate.ts';
import { clarity } from './picture/clarity.ts';
import { clarityPerBit } from './picture/clarity-per-bit.ts';
import { clarityPsnr } from './picture/clarity-psnr.ts';
import { decodeTime } from './picture/decode-time.ts';
import { layerSwitches } from './picture/layer-switches.ts';
import { pictureHeight } from './picture/picture-height.ts';
import { resolutionChanges } from './picture/resolution-changes.ts';
import { videoScore } from './picture/video-score.ts';

/** Every metric, in the order in which reports show them. */
export const METRICS = {
  joinFailures,
  joinTime,
  firstFrame,
  videoScore,
  audioScore,
  latency,
  latencyEncoding,
  latencySending,
  latencyFirstMile,
  latencyOrigin,
  latencyHaul,
  latencyAccess,
  latencyRepair,
  latencyJitterBuffer,
  latencyDecoding,
  latencyReading,
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
  lipSyncHold,
  decodeTime,
  deviceThrottled,
  cpuWorth,
  videoBitrate,
  audioBitrate,
  audioConcealment,
  audioCopiesUsed,
  stereoShare,
  audioLatency,
  audioStutterRate,
  audioGapCount,
  longestAudioGap,
  avOffset,
  audioLead,
  audioLag,
} satisfies Record<string, Metric>;

/** Returns the record of a metric; undefined for an id that only an older or newer version knows. */
export function findMetric(id: MetricId): Metric | undefined {
  const metrics: Readonly<Record<MetricId, Metric>> = METRICS;
  return Object.hasOwn(metrics, id) ? metrics[id] : undefined;
}

/** Returns what result.json says about each metric. */
export function metricInfos(): readonly MetricInfo[] {
  return Object.values<Metric>(METRICS).map(({ id, label, unit, shape, better, definition, source }) => ({
    id,
    label: label.en,
    labelZh: label.zh,
    unit,
    shape,
    better,
    definition: definition.en,
    source,
  }));
}
