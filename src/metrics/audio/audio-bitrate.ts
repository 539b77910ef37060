// Audio bitrate: payload bits of the sound received in the window, per second between the samples.
// Source: W3C webrtc-stats, inbound-rtp bytesReceived; see bitrate.ts.

import type { Metric } from '../metric.ts';
import { bitrate, bitrateSeries } from '../path/bitrate.ts';

export const audioBitrate: Metric = {
  id: 'audioBitrate',
  label: 'Audio bitrate',
  labelZh: '音频码率',
  unit: 'bps',
  shape: 'value',
  better: 'neither',
  definition: 'Sound payload received per second, without packet headers.',
  source: 'W3C webrtc-stats, inbound-rtp bytesReceived',
  measure: (viewer, take) => bitrate('audio', viewer, take),
  series: (viewer, take) => bitrateSeries('audio', viewer, take),
};
