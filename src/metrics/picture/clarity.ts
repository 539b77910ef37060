// Structural similarity (SSIM) of the luma seen to the reference frame's, mean over one frame a second of the window, at the
// size the frame was made in. A still picture has no samples and changes nothing here: the stutter metrics report it.
// Source: Wang et al. 2004, windows of 8x8 as in x264 (browser/quality/luma-comparison.ts).

import { clarityMetric } from './clarity-metric.ts';

export const clarity = clarityMetric(
  {
    id: 'clarity',
    label: { en: 'Clarity (SSIM)', zh: '清晰度（SSIM）' },
    unit: 'similarity',
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
  },
  ({ ssim }) => ssim,
);
