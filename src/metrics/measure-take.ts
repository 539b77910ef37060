import type { RecordedTake, RecordedViewer } from '../model/recording/recorded-take.ts';
import { STAGE_METRICS } from '../model/result/latency-stages.ts';
import type { Measurement } from '../model/result/measurement.ts';
import type { MetricId, SeriesPoint } from '../model/result/metric.ts';
import { describeSoundSync } from './audio/sound-sync.ts';
import { freezeLengths } from './freezes/freeze-lengths.ts';
import { latencyStages } from './latency/latency-stages.ts';
import type { Metric } from './metric.ts';
import { describeJitterBuffer } from './path/jitter-buffer.ts';
import { METRICS } from './registry.ts';

/** Measures every metric of every viewer in the plan. `shorten` reduces each series at once to the points to be kept. */
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
  const stages = latencyStages(viewer, take);
  const series = Object.fromEntries(
    metrics.flatMap((metric) => (metric.series ? [[metric.id, metric.series(viewer, take)]] : [])),
  );
  const jitterBuffer = describeJitterBuffer(viewer, take, series);
  const soundSync = describeSoundSync(viewer, take);
  return {
    ...(lengths !== undefined && { freezeLengths: lengths }),
    ...(stages !== undefined && { latencyStages: stages }),
    ...(jitterBuffer !== undefined && { jitterBuffer }),
    ...(soundSync !== undefined && { soundSync }),
    metrics: Object.fromEntries(metrics.map((metric) => [metric.id, metric.measure(viewer, take)])),
    series: shortened(series, shorten),
  };
}

/** Shortens each series; the stages of the latency keep the seconds that the latency keeps, since only together they sum to it. */
function shortened(
  series: Readonly<Record<MetricId, readonly SeriesPoint[]>>,
  shorten: (points: readonly SeriesPoint[]) => readonly SeriesPoint[],
): Record<MetricId, readonly SeriesPoint[]> {
  const kept = new Set(shorten(series.latency ?? []).map(({ second }) => second));
  return Object.fromEntries(
    Object.entries(series).map(([id, points]) => [
      id,
      STAGE_METRICS.has(id) ? points.filter(({ second }) => kept.has(second)) : shorten(points),
    ]),
  );
}
