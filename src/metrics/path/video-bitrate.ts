// Video bitrate: payload bits of the video received in the window, per second between the samples.
// Source: W3C webrtc-stats, inbound-rtp bytesReceived; see bitrate.ts.

import type { Metric } from '../metric.ts';
import { bitrate, bitrateSeries } from './bitrate.ts';

export const videoBitrate: Metric = {
  id: 'videoBitrate',
  label: 'Video bitrate',
  labelZh: '视频码率',
  unit: 'bps',
  shape: 'value',
  better: 'neither',
  definition: 'Video payload received per second, without packet headers.',
  source: 'W3C webrtc-stats, inbound-rtp bytesReceived',
  measure: (viewer, take) => bitrate('video', viewer, take),
  series: (viewer, take) => bitrateSeries('video', viewer, take),
};
