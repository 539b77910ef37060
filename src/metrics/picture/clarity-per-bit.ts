// Clarity per bit: clarity in decibels, -10 log10(1 - SSIM), for each Mbit/s of video that was delivered.
// Source: ours, with the decibels of x264's SSIM; tells encoders of different bitrates apart, not good pictures from bad.

import type { Metric } from '../metric.ts';
import { bitrate } from '../path/bitrate.ts';
import { noData, singleValue } from '../series/values.ts';
import { clarity } from './clarity.ts';

/** Of a picture without any difference, which would be infinite. */
const MOST_DB = 60;

export const clarityPerBit: Metric = {
  id: 'clarityPerBit',
  label: 'Clarity per bit',
  labelZh: '单位码率清晰度',
  unit: 'dBPerMbps',
  shape: 'value',
  better: 'higher',
  definition: 'Clarity in decibels, -10 log10(1 - SSIM), divided by the video bitrate that was delivered.',
  source: 'longhaul',
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
