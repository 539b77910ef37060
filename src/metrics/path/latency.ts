// Time from the publisher stamping a time code on a frame to the viewer decoding it.
// Source: ours. Frames seen within the window, each once; display follows decoding by about 11 ms.

import { atMost } from '../bound.ts';
import { firstSights } from '../frames/first-sights.ts';
import { framesIn } from '../frames/frames-in.ts';
import type { DistributionMetric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { distributionOf, medianOf, NO_WINDOW, noData } from '../series/values.ts';

export const latency: DistributionMetric = {
  id: 'latency',
  label: { en: 'End-to-end latency', zh: '端到端延迟' },
  unit: 'ms',
  shape: 'distribution',
  better: 'lower',
  definition: {
    en: 'From the moment a frame is stamped at the publisher to its decoding at the viewer, over all new frames seen in the measured time.',
    zh: '从推流端在画面上打时间码到观众端解码该帧的时间，统计测量时段内看到的全部新帧。',
  },
  source: 'longhaul',
  sentence: {
    en: 'the picture arrives {actual} late ({statistic}limit {limit})',
    zh: '画面延迟 {actual}（{statistic}上限 {limit}）',
  },
  // A viewer who joins again under the same weather is 35 ms (near) to 9 ms (far) earlier or later in p95, all of it the
  // browser's jitter buffer (docs/compare.md); a sixteenth of the default budget.
  margin: 50,
  errorLaw: { p50: 2.4, p95: 4, p99: 3.3, max: 3.9, onlyWorse: true },
  prominence: 7,
  evidence: ['path-delay'],
  improvesWithBitrate: false,
  // Brazil and Nigeria need 190 to 240 ms one way before anything else; the rest is for loss, queues and the jitter buffer.
  defaultBudget: { statistic: 'p95', ready: atMost(800), holdsForForeignStreams: false },
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('ms', NO_WINDOW);
    const seen = framesIn(firstSights(viewer.frames), window);
    return distributionOf('ms', seen.latencyMs, 'the viewer saw no frame in the measured time');
  },
  series(viewer, take) {
    const sights = firstSights(viewer.frames);
    return seriesOver(take, (second) => medianOf(framesIn(sights, second).latencyMs));
  },
};
