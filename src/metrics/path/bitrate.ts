import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { MetricValue, SeriesPoint } from '../../model/result/metric.ts';
import { type CounterQuery, countedIn, counterSteps, stepAt } from '../series/counters.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { seriesOver } from '../series/series.ts';
import { inboundRtp } from '../series/stats-reports.ts';
import { NO_WINDOW, noData, singleValue } from '../series/values.ts';

type Kind = 'audio' | 'video';

const bytesOf = (kind: Kind): CounterQuery<'bytesReceived'> => ({
  fields: ['bytesReceived'],
  rising: 'bytesReceived',
  select: (reports) => inboundRtp(reports, kind),
});
const BYTES: Readonly<Record<Kind, CounterQuery<'bytesReceived'>>> = {
  audio: bytesOf('audio'),
  video: bytesOf('video'),
};

/** Measures the payload received (W3C bytesReceived: without headers and padding) over the time between the samples, bit/s. */
export function bitrate(kind: Kind, viewer: RecordedViewer, take: RecordedTake): MetricValue {
  const window = measuredWindow(take);
  if (window === undefined) return noData('bps', NO_WINDOW);
  const total = countedIn(viewer.stats, BYTES[kind], window);
  return total.type === 'no-data'
    ? noData('bps', total.reason)
    : singleValue('bps', (total.counted.bytesReceived * 8) / total.seconds);
}

export function bitrateSeries(kind: Kind, viewer: RecordedViewer, take: RecordedTake): readonly SeriesPoint[] {
  const steps = counterSteps(viewer.stats, BYTES[kind]);
  return seriesOver(take, (second) => {
    const step = stepAt(steps, second);
    return step && (step.counted.bytesReceived * 8) / step.seconds;
  });
}
