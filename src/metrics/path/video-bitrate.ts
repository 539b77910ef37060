// Video payload bits received within the window, over the time between the samples.
// Source: W3C webrtc-stats, inbound-rtp bytesReceived; see bitrate.ts.

import type { ValueMetric } from '../metric.ts';
import { bitrate, bitrateSeries } from './bitrate.ts';

export const videoBitrate: ValueMetric = {
  id: 'videoBitrate',
  label: { en: 'Video bitrate', zh: '视频码率' },
  unit: 'bps',
  shape: 'value',
  better: 'neither',
  definition: {
    en: 'Video payload received per second, without packet headers.',
    zh: '每秒收到的视频净荷，不含包头。',
  },
  source: 'W3C webrtc-stats, inbound-rtp bytesReceived',
  sentence: 'plain',
  margin: 'not-judged',
  errorLaw: { value: 630 },
  prominence: 'ordinary',
  evidence: [],
  improvesWithBitrate: false,
  defaultBudget: 'none',
  measure: (viewer, take) => bitrate('video', viewer, take),
  series: (viewer, take) => bitrateSeries('video', viewer, take),
};
