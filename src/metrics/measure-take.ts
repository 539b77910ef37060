import type { Measurement } from '../model/measurement.ts';
import type { RecordedTake, RecordedViewer } from '../model/recorded-take.ts';
import type { Metric } from './metric.ts';
import { METRICS } from './registry.ts';

/** Every metric of every viewer of the plan. */
export function measureTake(take: RecordedTake): Measurement {
  return {
    seed: take.header.take.seed,
    viewers: take.viewers.map((viewer) => ({
      viewer: viewer.id,
      region: viewer.region,
      ...measureViewer(viewer, take),
    })),
  };
}

function measureViewer(viewer: RecordedViewer, take: RecordedTake) {
  const metrics: readonly Metric[] = Object.values(METRICS);
  return {
    metrics: Object.fromEntries(metrics.map((metric) => [metric.id, metric.measure(viewer, take)])),
    series: Object.fromEntries(
      metrics.flatMap((metric) => (metric.series ? [[metric.id, metric.series(viewer, take)]] : [])),
    ),
  };
}
