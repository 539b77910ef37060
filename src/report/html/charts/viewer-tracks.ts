import type { SeriesPoint } from '../../../model/result/metric.ts';
import type { TakeResult, ViewerResult } from '../../../model/result/result.ts';
import { TIMELINE_WORDS } from '../../messages/timeline-words.ts';
import { fill } from '../../messages/words.ts';
import { formatLimit, formatMetricValue } from '../../text/format.ts';
import { type ViewedRegion, viewerName } from '../../text/names.ts';
import type { ChartLine, ChartModel } from '../../timeline/chart-model.ts';
import { niceTicks } from '../../timeline/chart-model.ts';
import { html, type Markup } from '../markup.ts';
import { seriesPath } from './line-chart.ts';
import { markWidth } from './time-axis.ts';
import { TRACK_HEIGHT, type Track } from './track.ts';

/** Returns a track per viewer with the share of each second in which the picture stood still. */
export function stillTracks(
  viewers: readonly ViewerResult[],
  seconds: number,
  regions: readonly ViewedRegion[],
): Track[] {
  return viewers.map(({ id, series, metrics }) => ({
    label: html`<b>${viewerName(regions, id)}</b> ${TIMELINE_WORDS.still}<small>${formatMetricValue(metrics.stutterRate)}</small>`,
    description: [viewerName(regions, id), ' ', TIMELINE_WORDS.still, ' ', formatMetricValue(metrics.stutterRate)],
    shapes: shareMarks(series.stutterRate ?? [], markWidth(series.stutterRate ?? [], seconds)),
  }));
}

/** Returns one track with the mean over all viewers, second by second; for a thinned series, the mean of each interval's worst. */
export function meanStillTrack({ viewers }: TakeResult, seconds: number): Track {
  const allPoints = viewers.map(({ series }) => series.stutterRate ?? []);
  const width = Math.max(1, ...allPoints.map((points) => markWidth(points, seconds)));
  const shares = new Map<number, number[]>();
  for (const points of allPoints)
    for (const [second, worst] of worstOf(points, width)) shares.set(second, [...(shares.get(second) ?? []), worst]);
  const means = [...shares].map(([second, all]) => ({ second, value: all.reduce((a, b) => a + b) / all.length }));
  return {
    label: html`${TIMELINE_WORDS.stillAll}`,
    description: TIMELINE_WORDS.stillAll,
    shapes: shareMarks(means, width),
  };
}

function worstOf(points: readonly SeriesPoint[], width: number): Map<number, number> {
  const worst = new Map<number, number>();
  for (const { second, value } of points) {
    if (value === undefined) continue;
    const interval = Math.floor(second / width) * width;
    worst.set(interval, Math.max(worst.get(interval) ?? 0, value));
  }
  return worst;
}

function shareMarks(points: readonly SeriesPoint[], width: number): Markup[] {
  return points.flatMap(({ second, value }) => {
    if (value === undefined || value <= 0) return [];
    const height = Math.round(Math.min(1, value) * TRACK_HEIGHT);
    return [html`<rect class="still" x="${second}" y="${TRACK_HEIGHT - height}" width="${width}" height="${height}"/>`];
  });
}

/** Returns a track with the latency of each viewer as a line; none without data. */
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
      label: html`${TIMELINE_WORDS.latency}`,
      description: [
        TIMELINE_WORDS.latency,
        ' ',
        fill(TIMELINE_WORDS.most, { max: formatLimit(Math.round(Math.max(...values)), model.metric.unit) }),
      ],
      top: formatLimit(top, model.metric.unit),
      shapes,
    },
  ];
}
