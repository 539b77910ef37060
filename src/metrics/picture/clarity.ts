// Clarity: structural similarity (SSIM) of the luma seen to the true frame's, mean over one frame a second of the window.
// Source: Wang et al. 2004, windows of 8x8 as in x264 (browser/quality/compare-luma.ts). In the size it was made in; a still
// picture has no samples and takes nothing away: stutter tells of it.

import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { medianOf, NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { clarityIn, NOT_JUDGED } from './clarity-samples.ts';

export const clarity: Metric = {
  id: 'clarity',
  label: 'Clarity (SSIM)',
  labelZh: '清晰度（SSIM）',
  unit: 'similarity',
  shape: 'value',
  better: 'higher',
  definition:
    'Structural similarity of the picture seen to the picture made, one frame a second, in the size it was made in; 1 when nothing differs.',
  source: 'Wang, Bovik, Sheikh and Simoncelli 2004, windows as in x264',
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
