// Audio latency: from a mark's making in the publisher's sound to its being played out at the viewer, once a second.
// Source: ours; a chirp found by matched filter (browser/audio/mark-finder.ts), right within a block of 10 ms.

import type { Metric } from '../metric.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { samplesIn } from '../series/samples-in.ts';
import { seriesOver } from '../series/series.ts';
import { distributionOf, medianOf, NO_WINDOW, noData } from '../series/values.ts';
import { NOBODY_LISTENED } from './sound-gaps.ts';
import { soundLatencies } from './sound-latencies.ts';

export const audioLatency: Metric = {
  id: 'audioLatency',
  label: 'Audio latency',
  labelZh: '音频延迟',
  unit: 'ms',
  shape: 'distribution',
  better: 'lower',
  definition: "From a mark's making in the publisher's sound to its being played out at the viewer, one mark a second.",
  source: 'longhaul',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('ms', NO_WINDOW);
    const heard = samplesIn(soundLatencies(viewer, take), window);
    return distributionOf(
      'ms',
      heard.map(({ latencyMs }) => latencyMs),
      take.publisher.marks.length === 0 ? NOBODY_LISTENED : 'no mark in the sound was heard in the measured time',
    );
  },
  series(viewer, take) {
    const heard = soundLatencies(viewer, take);
    return seriesOver(take, (second) => medianOf(samplesIn(heard, second).map(({ latencyMs }) => latencyMs)));
  },
};
