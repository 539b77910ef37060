// Peak signal-to-noise ratio of the luma seen against the reference frame's, mean over one frame a second.
// Source: 10 log10(255² / mean squared error), at most 100 dB; clarity.ts says what is compared.

import { clarityMetric } from './clarity-metric.ts';

export const clarityPsnr = clarityMetric(
  {
    id: 'clarityPsnr',
    label: { en: 'Clarity (PSNR)', zh: '清晰度（PSNR）' },
    unit: 'dB',
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
  },
  ({ psnrDb }) => psnrDb,
);
