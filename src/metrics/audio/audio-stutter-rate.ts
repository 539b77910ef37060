// Share of the window that lies in long gaps without sound.
// Source: Agora Analytics, audio stutter rate. Silence is a 10 ms block below 0.02 RMS; see sound-gaps.ts.

import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { atMost } from '../bound.ts';
import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { coveredFraction, type Span } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { gapsInSound, NOBODY_LISTENED } from './sound-gaps.ts';

/** Agora's threshold. */
export const AUDIO_STUTTER_GAP_MS = 200;
/** Share of the time that audio stutter may take, unless a scenario says otherwise: our assumption. */
export const AUDIO_STUTTER_LIMIT_FRACTION = 0.02;

export const audioStutterRate: ValueMetric = {
  id: 'audioStutterRate',
  label: { en: 'Audio stutter rate', zh: '音频卡顿率' },
  unit: 'fraction',
  shape: 'value',
  better: 'lower',
  definition: {
    en: `Share of the measured time spent in gaps of more than ${AUDIO_STUTTER_GAP_MS} ms without sound; a viewer that hears nothing scores 1.`,
    zh: `测量时段内，无声超过 ${AUDIO_STUTTER_GAP_MS} ms 的时间所占比例；什么都听不到的观众记为 100%。`,
  },
  source: `Agora Analytics, audio stutter rate (gaps over ${AUDIO_STUTTER_GAP_MS} ms)`,
  sentence: {
    en: 'the sound is gone {actual} of the time (limit {limit})',
    zh: '音频卡顿率 {actual}（上限 {limit}）',
  },
  margin: 'by-unit',
  errorLaw: { value: 0 },
  prominence: 3,
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: {
    statistic: 'value',
    ready: atMost(AUDIO_STUTTER_LIMIT_FRACTION),
    warn: atMost(0.05),
    holdsForForeignStreams: false,
  },
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('fraction', NO_WINDOW);
    const gaps = audioStutters(viewer, take, window);
    return gaps === undefined
      ? noData('fraction', NOBODY_LISTENED)
      : singleValue('fraction', coveredFraction(gaps, window));
  },
  series(viewer, take) {
    const window = measuredWindow(take);
    const gaps = window && audioStutters(viewer, take, window);
    return seriesOver(take, (second) => gaps && coveredFraction(gaps, second));
  },
};

/**
 * Returns the gaps in the sound that are long enough to be stutter. A gap is judged at its full length; only its part within the
 * window counts. Undefined where nobody listened.
 */
export function audioStutters(viewer: RecordedViewer, take: RecordedTake, window: Span): readonly Span[] | undefined {
  return gapsInSound(viewer, take, window)?.filter((gap) => gap.toMs - gap.fromMs > AUDIO_STUTTER_GAP_MS);
}
