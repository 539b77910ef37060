// Audio stutter rate: share of the window that lies in gaps of more than 200 ms without sound.
// Source: Agora Analytics, audio stutter rate. Silence is a block of 10 ms under 0.02 RMS: see sound-gaps.ts.
import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { coveredFraction, type Span } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { gapsInSound, NOBODY_LISTENED } from './sound-gaps.ts';

const STUTTER_GAP_MS = 200;

export const audioStutterRate: Metric = {
  id: 'audioStutterRate',
  label: 'Audio stutter rate',
  labelZh: '音频卡顿率',
  unit: 'fraction',
  shape: 'value',
  better: 'lower',
  definition:
    'Share of the measured time spent in gaps of more than 200 ms without sound; a viewer that hears nothing scores 1.',
  source: 'Agora Analytics, audio stutter rate (gaps over 200 ms)',
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

/** A gap is judged by its whole length; only its part within the window counts. */
export function audioStutters(viewer: RecordedViewer, take: RecordedTake, window: Span): readonly Span[] | undefined {
  return gapsInSound(viewer, take, window)?.filter((gap) => gap.toMs - gap.fromMs > STUTTER_GAP_MS);
}
