// Clarity in decibels, -10 log10(1 - SSIM), per Mbit/s of video delivered.
// Source: ours, with the decibels of x264's SSIM. It compares encoders at different bitrates; it does not separate good pictures from bad ones.

import type { ValueMetric } from '../metric.ts';
import { bitrate } from '../path/bitrate.ts';
import { noData, singleValue } from '../series/values.ts';
import { clarity } from './clarity.ts';

/** Clarity of a picture without any difference, whose decibels would be infinite. */
const MOST_DB = 60;

export const clarityPerBit: ValueMetric = {
  id: 'clarityPerBit',
  label: { en: 'Clarity per bit', zh: '单位码率清晰度' },
  unit: 'dBPerMbps',
  shape: 'value',
  better: 'higher',
  definition: {
    en: 'Clarity in decibels, -10 log10(1 - SSIM), divided by the video bitrate that was delivered.',
    zh: '以分贝表示的清晰度 -10 log10(1 - SSIM)，除以实际送达的视频码率。',
  },
  source: 'longhaul',
  sentence: 'plain',
  margin: 'not-judged',
  errorLaw: 'unknown',
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: true,
  defaultBudget: 'none',
  measure(viewer, take) {
    const ssim = clarity.measure(viewer, take);
    if (ssim.type !== 'value') return noData('dBPerMbps', ssim.type === 'no-data' ? ssim.reason : '');
    const delivered = bitrate('video', viewer, take);
    if (delivered.type !== 'value') return noData('dBPerMbps', delivered.type === 'no-data' ? delivered.reason : '');
    if (delivered.value <= 0) return noData('dBPerMbps', 'no video was delivered');
    const decibels = Math.min(MOST_DB, -10 * Math.log10(1 - ssim.value));
    return singleValue('dBPerMbps', decibels / (delivered.value / 1e6));
  },
};
