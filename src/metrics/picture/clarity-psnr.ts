// Peak signal-to-noise ratio of the luma seen against the reference frame's, mean over one frame a second.
// Source: 10 log10(255² / mean squared error), at most 100 dB; clarity.ts says what is compared.

import type { ValueMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { medianOf, NO_WINDOW, noData, singleValue } from '../series/values.ts';
import { clarityIn, NOT_JUDGED } from './clarity-samples.ts';

export const clarityPsnr: ValueMetric = {
  id: 'clarityPsnr',
  label: { en: 'Clarity (PSNR)', zh: '清晰度（PSNR）' },
  unit: 'dB',
  shape: 'value',
  better: 'higher',
  definition: {
    en: 'Peak signal-to-noise ratio of the picture seen against the picture made, one frame a second.',
    zh: '每秒取一帧，所见画面相对原始画面的峰值信噪比。',
  },
  source: '10 log10(255² / mean squared error)',
  sentence: 'plain',
  margin: 0.5,
  errorLaw: { value: 0.031 },
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: true,
  defaultBudget: 'none',
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
