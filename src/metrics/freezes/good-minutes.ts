// Good minutes: share of the window's minutes in which picture and sound stuttered no more than a broadcast is allowed by default.
// Source: ours; stutter as stutterRate (3 %) and audioStutterRate (2 %) count it. What is left over, under half a minute, is of the last.
import { STUTTER_LIMIT } from '../../model/scenario/stutter-limit.ts';
import { audioStutters } from '../audio/audio-stutter-rate.ts';
import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { coveredFraction, type Span } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { gapsOver } from './stutter-metric.ts';
import { STUTTER_GAP_MS } from './stutter-rate.ts';

const MINUTE_MS = 60_000;

export const goodMinutes: Metric = {
  id: 'goodMinutes',
  label: 'Good minutes',
  labelZh: '良好分钟占比',
  unit: 'fraction',
  shape: 'value',
  better: 'higher',
  definition:
    'Share of the minutes measured in which the picture stuttered (gaps over 500 ms) at most 3 % of the time and the sound (gaps over 200 ms) at most 2 %.',
  source: 'longhaul',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('fraction', NO_WINDOW);
    const gaps = gapsOver(STUTTER_GAP_MS, viewer, take);
    // Where nobody listened, the picture is judged alone: of sound there may be none.
    const silences = audioStutters(viewer, take, window) ?? [];
    const minutes = minutesOf(window);
    const good = minutes.filter(
      (minute) =>
        coveredFraction(gaps, minute) <= STUTTER_LIMIT.picture &&
        coveredFraction(silences, minute) <= STUTTER_LIMIT.sound,
    );
    return singleValue('fraction', good.length / minutes.length);
  },
};

function minutesOf(window: Span): readonly Span[] {
  const count = Math.max(1, Math.round((window.toMs - window.fromMs) / MINUTE_MS));
  return Array.from({ length: count }, (_, minute) => ({
    fromMs: window.fromMs + minute * MINUTE_MS,
    toMs: minute === count - 1 ? window.toMs : window.fromMs + (minute + 1) * MINUTE_MS,
  }));
}
