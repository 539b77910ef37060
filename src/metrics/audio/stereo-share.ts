// Share of the sound heard in the window whose two channels differed, of a broadcast in stereo.
// Source: ours. The left channel's pilot has 440 Hz, the right one's 660 Hz; half their difference counts from an RMS of 0.02.

import { atLeast } from '../bound.ts';
import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { coveredFraction } from '../series/span.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { audioConcealment } from './audio-concealment.ts';

export const stereoShare: ValueMetric = {
  id: 'stereoShare',
  label: { en: 'Sound in stereo', zh: '立体声占比' },
  unit: 'fraction',
  shape: 'value',
  better: 'higher',
  definition: {
    en: 'Share of the sound heard in which the two channels differed, as they did when they were made. A server or player that mixes them into one leaves 0.',
    zh: '听到的声音中左右声道互不相同（与推流端一致）的时间占比；服务器或播放器混成单声道时为 0。',
  },
  source: 'longhaul',
  sentence: {
    en: 'only {actual} of the sound arrives in stereo (at least {limit} wanted)',
    zh: '只有 {actual} 的声音以立体声到达（下限 {limit}）',
  },
  margin: 'by-unit',
  // Both times are made of the same blocks, so that a late or missing one is missing in both: only what is concealed fades, and so
  // does the difference of its channels.
  errorLaw: audioConcealment.errorLaw,
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: { statistic: 'value', ready: atLeast(0.95), holdsForForeignStreams: false, onlyInStereo: true },
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('fraction', NO_WINDOW);
    const { intervals = [], stereo } = viewer.sound ?? {};
    if (stereo === undefined) return noData('fraction', 'the sound has one channel');
    const heard = coveredFraction(intervals, window);
    if (heard === 0) return noData('fraction', 'no sound was played out');
    return singleValue('fraction', Math.min(1, coveredFraction(stereo, window) / heard));
  },
  series(viewer, take) {
    const { intervals = [], stereo } = viewer.sound ?? {};
    return seriesOver(take, (second) => {
      const heard = coveredFraction(intervals, second);
      return stereo === undefined || heard === 0 ? undefined : Math.min(1, coveredFraction(stereo, second) / heard);
    });
  },
};
