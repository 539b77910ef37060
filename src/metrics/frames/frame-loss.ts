// Frame loss: frames encoded in the window that the viewer never saw, of those encoded; however late, a frame seen counts,
// and so does one whose picture the source had sent before.
// Source: ours. The encoder's own skips (made, never encoded) are known in number only, and taken out of what was due.
import { frameShareMetric } from './frame-count-metric.ts';

export const frameLoss = frameShareMetric(
  {
    id: 'frameLoss',
    label: 'Frame loss',
    labelZh: '丢帧率',
    definition:
      'Frames encoded in the measured time that the viewer never saw, of all encoded; frames the encoder skipped are not counted as lost.',
    source: 'longhaul',
  },
  { from: 'encoded', to: 'arrived' },
  "the publisher's framesEncoded is missing: skipped and lost cannot be told apart",
);
