import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import {
  areaOption,
  audioConfig,
  contentHintOf,
  FALLBACK_TYPES,
  joinOptions,
  LATENCY_LEVELS,
  lowStreamConfig,
  PROXY_MODES,
  STREAM_TYPES,
  videoConfig,
} from '../../../src/browser/transports/agora/agora-options.ts';
import type { AgoraTask } from '../../../src/browser/transports/agora/agora-task.ts';
import { AGORA_AUDIO_PROFILES } from '../../../src/model/scenario/agora-settings.ts';
import { AGORA_VIDEO_PROFILES, agoraVideoProfile } from '../../../src/model/scenario/agora-video-profiles.ts';
import type { VideoSettings } from '../../../src/model/scenario/scenario.ts';

const SDK = readFileSync(createRequire(import.meta.url).resolve('agora-rtc-sdk-ng'), 'utf8');
const VIDEO: VideoSettings = { codec: 'vp9', width: 1280, height: 720, fps: 30, bitrateBps: 1_710_000 };
const task = (more: Partial<AgoraTask> = {}): AgoraTask => ({
  ...{ appId: '0'.repeat(32), channel: 'c', uid: 1, audienceLatency: 'ultra-low', fallback: 'none' },
  ...more,
});

describe('the options of Agora’s SDK', () => {
  it('are the numbers of its enumerations', () => {
    expect(FALLBACK_TYPES).toMatchObject({ none: 0, 'low-stream': 1, 'audio-only': 2, 'layer-1': 3, 'layer-6': 8 });
    expect(STREAM_TYPES).toMatchObject({ high: 0, low: 1, 'layer-1': 4, 'layer-6': 9 });
    expect([PROXY_MODES, LATENCY_LEVELS]).toEqual([
      { udp: 3, tcp: 5 },
      { low: 1, 'ultra-low': 2 },
    ]);
  });

  it('are its own where nothing is asked for', () => {
    expect([areaOption(task()), joinOptions(task())]).toEqual([undefined, undefined]);
    expect(videoConfig(VIDEO, task())).toEqual({ width: 1280, height: 720, frameRate: 30, bitrateMax: 1710 });
    expect(contentHintOf(VIDEO, task())).toBe('');
  });

  it('leave an area out of the whole', () =>
    expect(areaOption(task({ area: 'GLOBAL', excludedArea: 'CHINA' }))).toEqual({
      ...{ areaCode: ['GLOBAL'], excludedArea: 'CHINA' },
    }));

  it('name several areas', () =>
    expect(areaOption(task({ area: ['ASIA', 'EUROPE'] }))).toEqual({ areaCode: ['ASIA', 'EUROPE'] }));

  it('say how small the picture may become', () =>
    expect(videoConfig(VIDEO, task({ minDownscale: { width: 640, height: 360 } }))).toMatchObject({
      minDownscaleWidth: 640,
      minDownscaleHeight: 360,
    }));

  it('join with automatic subscription', () =>
    expect(joinOptions(task({ autoSubscribe: true }))).toEqual({ autoSubscribe: true }));

  it('take the lowest bitrate from what is written, else from the profile, never above the highest', () => {
    const minOf = (video: Partial<VideoSettings>, more: Partial<AgoraTask>) =>
      videoConfig({ ...VIDEO, ...video }, task(more)).bitrateMin;
    expect(minOf({}, { bitrateMinBps: 400_000 })).toBe(400);
    expect(minOf({}, { videoProfile: '720p_3' })).toBe(120);
    expect(minOf({}, { videoProfile: '720p_3', bitrateMinBps: 400_000 })).toBe(400);
    expect(minOf({ bitrateBps: 100_000 }, { videoProfile: '720p_3' })).toBe(100);
  });

  it.each([
    ['L1T1', '1SL1TL'],
    ['L2T3_KEY', '2SL3TL'],
    ['L3T3_KEY', '3SL3TL'],
  ] as const)('layer as %s under the SDK’s name and spelling', (scalabilityMode, scalabiltyMode) =>
    expect(videoConfig({ ...VIDEO, scalabilityMode }, task())).toMatchObject({ scalabiltyMode }),
  );

  it('give a hint of the content as it is, and as the SDK does for a camera', () => {
    expect(contentHintOf({ ...VIDEO, contentHint: 'text' }, task({ optimizationMode: 'motion' }))).toBe('text');
    expect(contentHintOf(VIDEO, task({ optimizationMode: 'detail' }))).toBe('detail');
    expect(contentHintOf(VIDEO, task({ optimizationMode: 'balanced' }))).toBe('');
    expect(videoConfig({ ...VIDEO, contentHint: 'text' }, task())).not.toHaveProperty('optimizationMode');
  });

  it('name sound or spell it out, and the low stream in kbit/s', () => {
    expect(audioConfig({ bitrateBps: 64_000 }, task())).toEqual({ bitrate: 64 });
    expect(audioConfig({ bitrateBps: 128_000, channels: 2 }, task())).toEqual({ bitrate: 128, stereo: true });
    expect(audioConfig({ bitrateBps: 64_000 }, task({ audioProfile: 'high_quality_stereo' }))).toBe(
      'high_quality_stereo',
    );
    expect(lowStreamConfig({ width: 320, height: 180, fps: 15, bitrateBps: 150_000, auto: true })).toEqual({
      ...{ width: 320, height: 180, framerate: 15, bitrate: 150 },
    });
  });

  it('by name are what the installed SDK has under it', () => {
    for (const name of AGORA_VIDEO_PROFILES) {
      const { width, height, fps, bitrateMinBps, bitrateBps } = agoraVideoProfile(name);
      const [, , ...numbers] = new RegExp(
        `"${name}":(\\w+)\\((\\d[\\de]*),(\\d[\\de]*),(\\d[\\de]*),(\\d[\\de]*),(\\d[\\de]*)\\)`,
      ).exec(SDK) ?? ['', ''];
      expect(numbers.map(Number), name).toEqual([width, height, fps, bitrateMinBps / 1000, bitrateBps / 1000]);
    }
    for (const name of AGORA_AUDIO_PROFILES) expect(SDK).toContain(`${name}:`);
  });
});
