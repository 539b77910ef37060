import { describe, expect, it } from 'vitest';
import type { AgoraSettings } from '../../../src/model/scenario/agora-settings.ts';
import { encoderPreferences } from '../../../src/model/scenario/encoder-preferences.ts';
import type { VideoSettings } from '../../../src/model/scenario/scenario.ts';
import type { TransportChoice } from '../../../src/model/scenario/transport.ts';
import { buildTake } from '../../build-recording.ts';

function preferences(transport: TransportChoice, video: Partial<VideoSettings> = {}) {
  const { broadcast } = buildTake({}).header.take.scenario;
  const { degradation: _, contentHint: __, ...plain } = broadcast.video;
  return encoderPreferences({ ...broadcast, transport, video: { ...plain, ...video } });
}

function agora(optimizationMode?: AgoraSettings['optimizationMode']): TransportChoice {
  return {
    agora: {
      ...{ appId: '0'.repeat(32), channel: 'show', tokenLifetimeS: 3600, publish: 'own' },
      ...{ audienceLatency: 'ultra-low', fallback: 'none', ...(optimizationMode && { optimizationMode }) },
    },
  };
}

describe('what an encoder preserves', () => {
  it('is the resolution, unless the scenario says so', () => {
    expect(preferences('local')).toEqual({ degradation: 'maintain-resolution', contentHint: undefined });
    expect(preferences('local', { degradation: 'balanced', contentHint: 'text' })).toEqual({
      ...{ degradation: 'balanced', contentHint: 'text' },
    });
  });

  it.each([
    [undefined, 'balanced', undefined],
    ['balanced', 'balanced', undefined],
    ['detail', 'maintain-resolution', 'detail'],
    ['motion', 'maintain-framerate', 'motion'],
  ] as const)('is what Agora’s SDK makes of %s', (mode, degradation, contentHint) => {
    expect(preferences(agora(mode))).toEqual({ degradation, contentHint });
    expect(preferences(agora(mode), { contentHint: 'text' })).toEqual({ degradation, contentHint: 'text' });
  });

  it('is what the scenario says, on Agora too', () =>
    expect(preferences(agora(), { degradation: 'maintain-resolution' }).degradation).toBe('maintain-resolution'));
});
