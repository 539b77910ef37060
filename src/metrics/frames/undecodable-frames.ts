// Undecodable frames: whole at the origin, and of no use: they build on a frame that the first mile had lost.
// Source: ours; by which hop lost packets where a run of frames never seen began: see built-on-lost.ts.
import { frameShareMetric } from './frame-count-metric.ts';

export const undecodableFrames = frameShareMetric(
  {
    id: 'undecodableFrames',
    label: 'Undecodable for loss before the origin',
    labelZh: '因首公里丢帧而无法解码率',
    definition:
      'Share of the frames whole at the origin that the viewer could not decode because a frame they build on was lost before the origin.',
    source: 'longhaul',
  },
  { from: 'atOrigin', to: 'decodable' },
  'the origin did not count frames',
);
