import { AUDIO_STUTTER_GAP_MS, audioStutterRate } from '../../../metrics/audio/audio-stutter-rate.ts';
import { gapsInSound } from '../../../metrics/audio/sound-gaps.ts';
import { wholeLengthMs } from '../../../metrics/series/span.ts';
import { joinNear, within } from './join-near.ts';
import type { SymptomFinder } from './symptom.ts';

/** Finds the gaps in the sound; none where nobody listened. */
export const silences: SymptomFinder = (viewer, take, window) =>
  joinNear(
    (gapsInSound(viewer, take, window) ?? [])
      .filter((gap) => wholeLengthMs(gap, window) > AUDIO_STUTTER_GAP_MS)
      .map((gap) => ({
        ...within(gap, window),
        ...{ kind: 'sound-gap', metric: audioStutterRate.id, unit: 'ms', times: 1 },
        value: wholeLengthMs(gap, window),
      })),
    (value, than) => value > than,
  );
