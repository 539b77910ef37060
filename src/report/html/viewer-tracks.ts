import type { TakeResult, ViewerResult } from '../../model/result.ts';
import type { ChartLine, ChartModel } from '../chart-model.ts';
import { niceTicks } from '../chart-model.ts';
import { formatLimit, formatMetricValue } from '../format.ts';
import { NETWORK_WORDS } from '../network-words.ts';
import { seriesPath } from './line-chart.ts';
import { html } from './markup.ts';
import { TRACK_HEIGHT, type Track } from './track.ts';

/** A track a viewer with the share of each second in which the picture stood still. */
export function stillTracks(viewers: readonly ViewerResult[]): Track[] {
  return viewers.map(({ id, series, metrics }) => ({
    label: html`<b>${id}</b> ${NETWORK_WORDS.still}<small>${formatMetricValue(metrics.stutterRate)}</small>`,
    says: [id, ' ', NETWORK_WORDS.still, ' ', formatMetricValue(metrics.stutterRate)],
    shapes: shareMarks(series.stutterRate ?? []),
  }));
}

/** One track for everybody: the mean of all viewers, second by second. */
export function meanStillTrack({ viewers }: TakeResult): Track {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { series } of viewers)
    for (const { second, value } of series.stutterRate ?? []) {
      if (value === undefined) continue;
      const { sum, count } = sums.get(second) ?? { sum: 0, count: 0 };
      sums.set(second, { sum: sum + value, count: count + 1 });
    }
  const points = [...sums].map(([second, { sum, count }]) => ({ second, value: sum / count }));
  return { label: html`${NETWORK_WORDS.stillAll}`, says: NETWORK_WORDS.stillAll, shapes: shareMarks(points) };
}

function shareMarks(points: readonly { readonly second: number; readonly value: number | undefined }[]) {
  // In a thinned course a mark stands for all until the next.
  const width = Math.max(1, ...points.slice(1, 3).map(({ second }, i) => second - (points[i]?.second ?? second)));
  return points.flatMap(({ second, value }) => {
    if (value === undefined || value <= 0) return [];
    const height = Math.round(Math.min(1, value) * TRACK_HEIGHT);
    return [html`<rect class="still" x="${second}" y="${TRACK_HEIGHT - height}" width="${width}" height="${height}"/>`];
  });
}

/** The viewers' latency, a line each. */
export function latencyTrack(model: ChartModel, lines: readonly ChartLine[]): Track[] {
  const values = lines.flatMap(({ points }) => points.flatMap(({ value }) => value ?? []));
  if (values.length === 0) return [];
  const top =
    niceTicks(
      values.reduce((max, value) => Math.max(max, value)),
      model.metric.unit,
    ).at(-1) ?? 1;
  const y = (value: number) => Math.round((1 - value / top) * TRACK_HEIGHT * 100) / 100;
  const shapes = lines.map(
    ({ style, points }) =>
      html`<path class="line c${style.colour}" stroke-dasharray="${style.dash.join(' ')}" d="${seriesPath(points, model.seconds, y)}"/>`,
  );
  return [
    {
      label: html`${NETWORK_WORDS.latency}`,
      says: [NETWORK_WORDS.latency, ' max ', formatLimit(Math.round(Math.max(...values)), model.metric.unit)],
      top: formatLimit(top, model.metric.unit),
      shapes,
    },
  ];
}
