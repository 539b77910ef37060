/**
 * Named encoder settings of Agora's SDK (VideoEncoderConfigurationPreset): width and height in pixels, frames per second,
 * lowest and highest bitrate in kbit/s, as its 4.24.8 has them. Its documentation names size and frame rate only. Those too small for the time code
 * (under 320x180) are left out.
 */
const PROFILES = {
  '180p': [320, 180, 15, 30, 140],
  '180p_1': [320, 180, 15, 30, 140],
  '240p': [320, 240, 15, 40, 200],
  '240p_1': [320, 240, 15, 40, 200],
  '240p_4': [424, 240, 15, 40, 220],
  '360p': [640, 360, 15, 80, 400],
  '360p_1': [640, 360, 15, 80, 400],
  '360p_3': [360, 360, 15, 80, 260],
  '360p_4': [640, 360, 30, 80, 600],
  '360p_6': [360, 360, 30, 80, 400],
  '360p_7': [480, 360, 15, 80, 320],
  '360p_8': [480, 360, 30, 80, 490],
  '360p_9': [640, 360, 15, 80, 800],
  '360p_10': [640, 360, 24, 80, 800],
  '360p_11': [640, 360, 24, 80, 1000],
  '480p': [640, 480, 15, 100, 500],
  '480p_1': [640, 480, 15, 100, 500],
  '480p_2': [640, 480, 30, 100, 1000],
  '480p_3': [480, 480, 15, 100, 400],
  '480p_4': [640, 480, 30, 100, 750],
  '480p_6': [480, 480, 30, 100, 600],
  '480p_8': [848, 480, 15, 100, 610],
  '480p_9': [848, 480, 30, 100, 930],
  '480p_10': [640, 480, 10, 100, 400],
  '720p': [1280, 720, 15, 120, 1130],
  '720p_auto': [1280, 720, 30, 900, 3000],
  '720p_1': [1280, 720, 15, 120, 1130],
  '720p_2': [1280, 720, 30, 120, 2000],
  '720p_3': [1280, 720, 30, 120, 1710],
  '720p_5': [960, 720, 15, 120, 910],
  '720p_6': [960, 720, 30, 120, 1380],
  '1080p': [1920, 1080, 15, 120, 2080],
  '1080p_1': [1920, 1080, 15, 120, 2080],
  '1080p_2': [1920, 1080, 30, 120, 3000],
  '1080p_3': [1920, 1080, 30, 120, 3150],
  '1080p_5': [1920, 1080, 60, 120, 4780],
  '1440p': [2560, 1440, 30, 120, 4850],
  '1440p_1': [2560, 1440, 30, 120, 4850],
  '1440p_2': [2560, 1440, 60, 120, 7350],
  '4k': [3840, 2160, 30, 120, 8910],
  '4k_1': [3840, 2160, 30, 120, 8910],
  '4k_3': [3840, 2160, 60, 120, 13500],
} as const;

export type AgoraVideoProfile = keyof typeof PROFILES;
export const AGORA_VIDEO_PROFILES = Object.keys(PROFILES) as [AgoraVideoProfile, ...AgoraVideoProfile[]];

export interface AgoraVideoProfileSettings {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly bitrateMinBps: number;
  readonly bitrateBps: number;
}

/** Returns the settings that a name stands for. */
export function agoraVideoProfile(name: AgoraVideoProfile): AgoraVideoProfileSettings {
  const [width, height, fps, minKbps, maxKbps] = PROFILES[name];
  return { width, height, fps, bitrateMinBps: minKbps * 1000, bitrateBps: maxKbps * 1000 };
}
