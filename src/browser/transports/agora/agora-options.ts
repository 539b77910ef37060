import type {
  AudioEncoderConfiguration,
  AudioEncoderConfigurationPreset,
  CustomVideoTrackInitConfig,
  LowStreamParameter,
} from 'agora-rtc-sdk-ng';
import type { AgoraFallback, AgoraStream } from '../../../model/scenario/agora-settings.ts';
import { agoraVideoProfile } from '../../../model/scenario/agora-video-profiles.ts';
import type { AudioSettings, ScalabilityMode, VideoSettings } from '../../../model/scenario/scenario.ts';
import type { AgoraTask } from './agora-task.ts';

// Translation of a scenario into the SDK's arguments. Pure, so that every number can be tested.

/** The SDK's RemoteStreamFallbackType. 0 has to be set: by default the SDK falls back to a low stream where there is one. */
export const FALLBACK_TYPES: Readonly<Record<AgoraFallback, number>> = {
  none: 0,
  'low-stream': 1,
  'audio-only': 2,
  'layer-1': 3,
  'layer-2': 4,
  'layer-3': 5,
  'layer-4': 6,
  'layer-5': 7,
  'layer-6': 8,
};

/** The SDK's RemoteStreamType. */
export const STREAM_TYPES: Readonly<Record<AgoraStream, number>> = {
  high: 0,
  low: 1,
  'layer-1': 4,
  'layer-2': 5,
  'layer-3': 6,
  'layer-4': 7,
  'layer-5': 8,
  'layer-6': 9,
};

/** The SDK's AudienceLatencyLevelType. */
export const LATENCY_LEVELS: Readonly<Record<AgoraTask['audienceLatency'], number>> = { low: 1, 'ultra-low': 2 };

/** Modes of startProxyServer. */
export const PROXY_MODES = { udp: 3, tcp: 5 } as const;

/** The SDK's SIMULCAST_STREAM_MODE. */
export const DUAL_STREAM_MODES = { auto: -1, always: 1 } as const;

/** The SDK's names of layers; it sends spatial ones in VP9 only, always with three temporal ones. */
const SVC_PRESETS: Readonly<Partial<Record<ScalabilityMode, string>>> = {
  L1T1: '1SL1TL',
  L2T3_KEY: '2SL3TL',
  L3T3_KEY: '3SL3TL',
};

/** Returns the argument of setArea; undefined for the SDK's own choice. */
export function areaOption({ area, excludedArea }: AgoraTask) {
  if (area === undefined) return undefined;
  return { areaCode: [area].flat(), ...(excludedArea !== undefined && { excludedArea }) };
}

/** Returns the options of join(); undefined where the SDK's own are asked for. */
export function joinOptions({ autoSubscribe }: AgoraTask) {
  return autoSubscribe === true ? { autoSubscribe } : undefined;
}

/** Returns the configuration of the host's video, apart from its track. */
export function videoConfig(
  video: VideoSettings,
  { videoProfile, bitrateMinBps, minDownscale, optimizationMode }: AgoraTask,
): Omit<CustomVideoTrackInitConfig, 'mediaStreamTrack'> {
  const { width, height, fps, bitrateBps, scalabilityMode } = video;
  const profile = videoProfile && agoraVideoProfile(videoProfile);
  const minBps = bitrateMinBps ?? profile?.bitrateMinBps;
  const layers = scalabilityMode && SVC_PRESETS[scalabilityMode];
  return {
    ...{ width, height, frameRate: fps, bitrateMax: kilobits(bitrateBps) },
    ...(minBps !== undefined && { bitrateMin: kilobits(Math.min(minBps, bitrateBps)) }),
    ...(minDownscale && { minDownscaleWidth: minDownscale.width, minDownscaleHeight: minDownscale.height }),
    ...(optimizationMode !== undefined && { optimizationMode }),
    ...(layers !== undefined && { scalabiltyMode: layers }),
  };
}

/**
 * Returns the content hint of the host's track: the scenario's, else the one that the SDK gives a camera's track in this
 * optimization mode, which it leaves to the application for any other track.
 */
export function contentHintOf({ contentHint }: VideoSettings, { optimizationMode }: AgoraTask): string {
  if (contentHint !== undefined) return contentHint;
  return optimizationMode === 'detail' || optimizationMode === 'motion' ? optimizationMode : '';
}

/** Returns the encoder settings of the host's sound: a named one as it is, else those of the broadcast. */
export function audioConfig(
  { bitrateBps, channels }: AudioSettings,
  { audioProfile }: AgoraTask,
): AudioEncoderConfiguration | AudioEncoderConfigurationPreset {
  return audioProfile ?? { bitrate: kilobits(bitrateBps), ...(channels === 2 && { stereo: true }) };
}

/** Returns the low stream's settings. */
export function lowStreamConfig({
  width,
  height,
  fps,
  bitrateBps,
}: NonNullable<AgoraTask['dualStream']>): LowStreamParameter {
  return { width, height, framerate: fps, bitrate: kilobits(bitrateBps) };
}

/** Converts bit/s to the SDK's kbit/s. */
function kilobits(bitrateBps: number): number {
  return Math.round(bitrateBps / 1000);
}
