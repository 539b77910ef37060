// Share of the window's minutes in which picture and sound stuttered no more than a broadcast may by default. A remainder
// of under half a minute belongs to the last minute.
// Source: ours; stutter as counted by stutterRate and audioStutterRate.

import { AUDIO_STUTTER_GAP_MS, AUDIO_STUTTER_LIMIT_FRACTION, audioStutters } from '../audio/audio-stutter-rate.ts';
import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { coveredFraction, type Span } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { gapsOver } from './stutter-metric.ts';
import { STUTTER_GAP_MS, STUTTER_LIMIT_FRACTION } from './stutter-rate.ts';

const MINUTE_MS = 60_000;

export const goodMinutes: ValueMetric = {
  id: 'goodMinutes',
  label: { en: 'Good minutes', zh: '良好分钟占比' },
  unit: 'fraction',
  shape: 'value',
  better: 'higher',
  definition: {
    en: `Share of the minutes measured in which the picture stuttered (gaps over ${STUTTER_GAP_MS} ms) at most ${100 * STUTTER_LIMIT_FRACTION} % of the time and the sound (gaps over ${AUDIO_STUTTER_GAP_MS} ms) at most ${100 * AUDIO_STUTTER_LIMIT_FRACTION} %.`,
    zh: `测量的各分钟中，画面卡顿（间隔超过 ${STUTTER_GAP_MS} ms）不超过 ${100 * STUTTER_LIMIT_FRACTION}%、声音卡顿（间隔超过 ${AUDIO_STUTTER_GAP_MS} ms）不超过 ${100 * AUDIO_STUTTER_LIMIT_FRACTION}% 的分钟所占比例。`,
  },
  source: 'longhaul',
  sentence: {
    en: '{actual} of the minutes are good (at least {limit} wanted)',
    zh: '良好的分钟占 {actual}（下限 {limit}）',
  },
  margin: 'by-unit',
  errorLaw: { value: 0 },
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('fraction', NO_WINDOW);
    const gaps = gapsOver(STUTTER_GAP_MS, viewer, take);
    // The picture is judged alone where nobody listened: the stream may have no sound.
    const silences = audioStutters(viewer, take, window) ?? [];
    const minutes = minutesOf(window);
    const good = minutes.filter(
      (minute) =>
        coveredFraction(gaps, minute) <= STUTTER_LIMIT_FRACTION &&
        coveredFraction(silences, minute) <= AUDIO_STUTTER_LIMIT_FRACTION,
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
