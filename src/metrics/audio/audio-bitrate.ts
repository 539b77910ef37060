// Audio payload bits received within the window, over the time between the samples.
// Source: W3C webrtc-stats, inbound-rtp bytesReceived; see bitrate.ts.

import type { ValueMetric } from '../metric.ts';
import { bitrate, bitrateSeries } from '../path/bitrate.ts';

export const audioBitrate: ValueMetric = {
  id: 'audioBitrate',
  label: { en: 'Audio bitrate', zh: '音频码率' },
  unit: 'bps',
  shape: 'value',
  better: 'neither',
  definition: {
    en: 'Sound payload received per second, without packet headers.',
    zh: '每秒收到的音频净荷，不含包头。',
  },
  source: 'W3C webrtc-stats, inbound-rtp bytesReceived',
  sentence: 'plain',
  margin: 'not-judged',
  errorLaw: { value: 16 },
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  measure: (viewer, take) => bitrate('audio', viewer, take),
  series: (viewer, take) => bitrateSeries('audio', viewer, take),
};
