// stutterRate with the threshold of the audio stutter rate, which an attentive viewer notices.
// Source: the rule of Agora Analytics.

import { AUDIO_STUTTER_GAP_MS } from '../audio/audio-stutter-rate.ts';
import { stutterRateOver } from './stutter-metric.ts';

export const stutterRate200 = stutterRateOver(
  'stutterRate200',
  AUDIO_STUTTER_GAP_MS,
  'Agora Analytics, video stutter rate, with the bound of its audio stutter rate',
);
