// Publisher skips: frames due by the frame clock that were never sent: not made in time, or skipped by the encoder.
// Source: ours; no network had a part in it.
import { frameShareMetric } from './frame-count-metric.ts';

export const publisherFrameSkips = frameShareMetric(
  {
    id: 'publisherFrameSkips',
    label: 'Skipped at the publisher',
    labelZh: '推流端跳帧率',
    definition: 'Share of the frames due that never left the publisher: not made in time, or skipped by the encoder.',
    source: 'longhaul',
  },
  'due',
  'sent',
  'the publisher gave no such statistics',
);
