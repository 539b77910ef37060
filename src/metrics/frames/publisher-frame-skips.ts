// Publisher skips: frames due by the frame clock that were never sent: not made in time, or skipped by the encoder.
// Source: ours. An encoder skips frames for want of time, or because its line carries too little: the first mile may have a part in it.
import { frameShareMetric } from './frame-count-metric.ts';

export const publisherFrameSkips = frameShareMetric(
  {
    id: 'publisherFrameSkips',
    label: 'Skipped at the publisher',
    labelZh: '推流端跳帧率',
    definition: 'Share of the frames due that never left the publisher: not made in time, or skipped by the encoder.',
    source: 'longhaul',
  },
  { from: 'due', to: 'sent' },
  'the publisher gave no such statistics',
);
