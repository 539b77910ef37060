// Frames at the origin: of the frames sent, those whose every packet reached the origin, repaired ones included.
// Source: ours; counted by the origin from sequence numbers and markers: see sfu/rtp/frame-counter.ts.
import { frameCountMetric } from './frame-count-metric.ts';

export const framesAtOrigin = frameCountMetric(
  {
    id: 'framesAtOrigin',
    label: 'Frames at the origin',
    labelZh: '源站完整收到帧数',
    definition: 'Of the frames sent, those that reached the origin whole.',
    source: 'longhaul',
  },
  'atOrigin',
  'the origin did not count frames',
);
