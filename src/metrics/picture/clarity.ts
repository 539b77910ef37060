// Structural similarity (SSIM) of the luma seen to the reference frame's, mean over one frame a second of the window, at the
// size the frame was made in. A still picture has no samples and changes nothing here: the stutter metrics report it.
// Source: Wang et al. 2004, windows of 8x8 as in x264 (browser/quality/compare-luma.ts).

import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { medianOf, NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { clarityIn, NOT_JUDGED } from './clarity-samples.ts';

export const clarity: ValueMetric = {
  id: 'clarity',
  label: { en: 'Clarity (SSIM)', zh: '清晰度（SSIM）' },
  unit: 'similarity',
  shape: 'value',
  better: 'higher',
  definition: {
    en: 'Structural similarity of the picture seen to the picture made, one frame a second, in the size it was made in; 1 when nothing differs.',
    zh: '每秒取一帧，所见画面与原始画面的结构相似度（按原始画面分辨率比较）；完全相同为 1。',
  },
  source: 'Wang, Bovik, Sheikh and Simoncelli 2004, windows as in x264',
  sentence: {
    en: 'the picture is like the original by {actual} (at least {limit} wanted; 1 is equal)',
    zh: '画面与原始画面的相似度为 {actual}（下限 {limit}，1 为完全相同）',
  },
  // About 0.5 dB, the least that viewers notice side by side.
  margin: 0.01,
  errorLaw: { value: 0.00033 },
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: true,
  defaultBudget: 'none',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('similarity', NO_WINDOW);
    const samples = clarityIn(viewer, window);
    return samples.length === 0
      ? noData('similarity', NOT_JUDGED)
      : singleValue('similarity', samples.reduce((sum, { ssim }) => sum + ssim, 0) / samples.length);
  },
  series: (viewer, take) => seriesOver(take, (second) => medianOf(clarityIn(viewer, second).map(({ ssim }) => ssim))),
};
