// Audio concealment: concealedSamples over totalSamplesReceived within the window, silent concealment included.
// Source: W3C webrtc-stats. Silent samples are kept in: after a long loss the decoder fades to silence, an outage still.

import type { Metric } from '../metric.ts';
import { type CounterQuery, countedIn, counterSteps, stepAt } from '../series/counters.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { inboundRtp } from '../series/stats-reports.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

type Field = 'concealedSamples' | 'totalSamplesReceived';

const SAMPLES: CounterQuery<Field> = {
  fields: ['concealedSamples', 'totalSamplesReceived'],
  rising: 'totalSamplesReceived',
  select: (reports) => inboundRtp(reports, 'audio'),
};

export const audioConcealment: Metric = {
  id: 'audioConcealment',
  label: 'Audio concealment',
  labelZh: '音频丢包补偿率',
  unit: 'fraction',
  shape: 'value',
  better: 'lower',
  definition:
    'Share of the sound played that the decoder made up because packets were missing or late, silence included.',
  source: 'W3C webrtc-stats, inbound-rtp concealedSamples and totalSamplesReceived',
  measure(viewer, take) {
    const window = measuredWindow(take);
    if (window === undefined) return noData('fraction', NO_WINDOW);
    const total = countedIn(viewer.stats, SAMPLES, window);
    if (total.type === 'no-data') return noData('fraction', total.reason);
    const share = concealedFraction(total.counted);
    return share === undefined ? noData('fraction', 'no sound was played out') : singleValue('fraction', share);
  },
  series(viewer, take) {
    const steps = counterSteps(viewer.stats, SAMPLES);
    return seriesOver(take, (second) => {
      const step = stepAt(steps, second);
      return step && concealedFraction(step.counted);
    });
  },
};

function concealedFraction(counted: Readonly<Record<Field, number>>): number | undefined {
  return counted.totalSamplesReceived > 0 ? counted.concealedSamples / counted.totalSamplesReceived : undefined;
}
