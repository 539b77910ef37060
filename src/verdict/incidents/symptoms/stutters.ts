import { AUDIO_STUTTER_GAP_MS } from '../../../metrics/audio/audio-stutter-rate.ts';
import { gapsOver } from '../../../metrics/freezes/stutter-metric.ts';
import { stutterRate200 } from '../../../metrics/freezes/stutter-rate-200.ts';
import { wholeLengthMs } from '../../../metrics/series/span.ts';
import { joinNear, within } from './join-near.ts';
import type { SymptomFinder } from './symptom.ts';

/** Finds the times at which the picture stood still for longer than any metric lets pass. */
export const stutters: SymptomFinder = (viewer, take, window) =>
  joinNear(
    gapsOver(AUDIO_STUTTER_GAP_MS, viewer, take).map((gap) => ({
      ...within(gap, window),
      ...{ kind: 'stutter', metric: stutterRate200.id, unit: 'ms', times: 1 },
      value: wholeLengthMs(gap, window),
    })),
    (value, than) => value > than,
  );
