import type { RecordedTake, RecordedViewer } from '../model/recording/recorded-take.ts';
import type { Measurement } from '../model/result/measurement.ts';
import type { SeriesPoint } from '../model/result/metric.ts';
import { freezeLengths } from './freezes/freeze-lengths.ts';
import type { Metric } from './metric.ts';
import { METRICS } from './registry.ts';

/** Every metric of every viewer of the plan; `shorten` makes of each course at once what is to be kept of it. */
export function measureTake(
  take: RecordedTake,
  shorten: (points: readonly SeriesPoint[]) => readonly SeriesPoint[] = (points) => points,
): Measurement {
  return {
    seed: take.header.take.seed,
    viewers: take.viewers.map((viewer) => ({
      viewer: viewer.id,
      region: viewer.region,
      ...measureViewer(viewer, take, shorten),
    })),
  };
}

function measureViewer(
  viewer: RecordedViewer,
  take: RecordedTake,
  shorten: (points: readonly SeriesPoint[]) => readonly SeriesPoint[],
) {
  const metrics: readonly Metric[] = Object.values(METRICS);
  const lengths = freezeLengths(viewer, take);
  return {
    ...(lengths !== undefined && { freezeLengths: lengths }),
    metrics: Object.fromEntries(metrics.map((metric) => [metric.id, metric.measure(viewer, take)])),
    series: Object.fromEntries(
      metrics.flatMap((metric) => (metric.series ? [[metric.id, shorten(metric.series(viewer, take))]] : [])),
    ),
  };
}
