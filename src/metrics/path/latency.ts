// End-to-end latency: from the time code stamped on a frame by the publisher to its decoding at the viewer.
// Source: ours. Frames seen within the window, each once; display follows decoding by about 11 ms.
import { firstSights } from '../frames/first-sights.ts';
import { framesIn } from '../frames/frames-in.ts';
import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { distributionOf, medianOf, NO_WINDOW, noData } from '../series/values.ts';

export const latency: Metric = {
  id: 'latency',
  label: 'End-to-end latency',
  labelZh: '端到端延迟',
  unit: 'ms',
  shape: 'distribution',
  better: 'lower',
  definition:
    'From the moment a frame is stamped at the publisher to its decoding at the viewer, over all new frames seen in the measured time.',
  source: 'longhaul',
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
