import type { Broadcast, ContentHint, DegradationPreference } from './scenario.ts';

/** Preferences that an encoder is given. */
export interface EncoderPreferences {
  /** Property to preserve when the encoder cannot keep up or bandwidth is short. */
  readonly degradation: DegradationPreference;
  readonly contentHint: ContentHint | undefined;
}

/** Meaning that Agora's SDK gives to its optimization modes. */
const DEGRADATION_OF_MODE = {
  balanced: 'balanced',
  detail: 'maintain-resolution',
  motion: 'maintain-framerate',
} as const;

/**
 * Returns what the encoder of a broadcast preserves, where the scenario does not say so too: on Agora what the SDK chooses by its
 * optimization mode, both size and frame rate giving way unless that is set; elsewhere the resolution.
 */
export function encoderPreferences({ transport, video }: Broadcast): EncoderPreferences {
  const { degradation, contentHint } = video;
  if (typeof transport === 'string' || !('agora' in transport))
    return { degradation: degradation ?? 'maintain-resolution', contentHint };
  const { optimizationMode = 'balanced' } = transport.agora;
  return {
    degradation: degradation ?? DEGRADATION_OF_MODE[optimizationMode],
    contentHint: contentHint ?? (optimizationMode === 'balanced' ? undefined : optimizationMode),
  };
}
