// Frame loss after the origin: frames whole at the origin that this viewer never saw: its network, or its device.
// What could not be decoded for want of a frame that the first mile had lost is not among them (undecodable-frames.ts).
// Source: ours; however late, a frame seen counts, and so does one whose picture the source had sent before.
import { frameShareMetric } from './frame-count-metric.ts';

export const networkFrameLoss = frameShareMetric(
  {
    id: 'networkFrameLoss',
    label: 'Lost after the origin',
    labelZh: '源站之后丢帧率',
    definition:
      'Share of the frames whole at the origin that never came to the viewer, however late, but for those that build on a frame lost before the origin.',
    source: 'longhaul',
  },
  { from: 'decodable', to: 'arrived', of: 'atOrigin' },
  'the origin did not count frames',
);
