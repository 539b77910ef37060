// Clarity as PSNR: peak signal-to-noise ratio of the luma seen against the true frame's, mean over one frame a second.
// Source: 10 log10(255² / mean squared error), at most 100 dB; see clarity.ts for what is compared.

import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { medianOf, NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { clarityIn, NOT_JUDGED } from './clarity-samples.ts';

export const clarityPsnr: Metric = {
  id: 'clarityPsnr',
  label: 'Clarity (PSNR)',
  labelZh: '清晰度（PSNR）',
  unit: 'dB',
  shape: 'value',
  better: 'higher',
  definition: 'Peak signal-to-noise ratio of the picture seen against the picture made, one frame a second.',
  source: '10 log10(255² / mean squared error)',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('dB', NO_WINDOW);
    const samples = clarityIn(viewer, window);
    return samples.length === 0
      ? noData('dB', NOT_JUDGED)
      : singleValue('dB', samples.reduce((sum, { psnrDb }) => sum + psnrDb, 0) / samples.length);
  },
  series: (viewer, take) =>
    seriesOver(take, (second) => medianOf(clarityIn(viewer, second).map(({ psnrDb }) => psnrDb))),
};
