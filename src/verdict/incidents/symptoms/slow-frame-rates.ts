import { AUDIO_STUTTER_GAP_MS } from '../../../metrics/audio/audio-stutter-rate.ts';
import { frameRate } from '../../../metrics/frames/frame-rate.ts';
import { gapsOver } from '../../../metrics/freezes/stutter-metric.ts';
import { askedPictureRate } from '../../../metrics/picture/clip-record.ts';
import { overlapMs } from '../../../metrics/series/span.ts';
import { badSeconds } from './bad-seconds.ts';
import { joinNear } from './join-near.ts';
import type { SymptomFinder } from './symptom.ts';

/** Share of the pictures asked for below which a second is slow: a third of the pictures missing shows in motion. Assumption. */
const SLOW_SHARE = 0.7;
/** Seconds in a row that count: a single one is a stutter or nothing. */
const LEAST_SECONDS = 2;

/** Finds the seconds with too few pictures although none of them stood still: those are stutters. */
export const slowFrameRates: SymptomFinder = (viewer, take, window) => {
  const asked = askedPictureRate(take);
  const gaps = gapsOver(AUDIO_STUTTER_GAP_MS, viewer, take);
  const runs = badSeconds(
    frameRate.series?.(viewer, take) ?? [],
    window,
    LEAST_SECONDS,
    (value, second) => value < SLOW_SHARE * asked && !gaps.some((gap) => overlapMs(gap, second) > 0),
  );
  return joinNear(
    runs.map(({ fromMs, toMs, values }) => ({
      ...{ fromMs, toMs, kind: 'frame-rate', metric: frameRate.id, unit: 'fps', usual: asked, times: 1 },
      value: Math.min(...values),
    })),
    (value, than) => value < than,
  );
};
