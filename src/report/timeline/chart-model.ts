import { STAGE_METRICS } from '../../model/result/latency-stages.ts';
import type { MetricId, MetricInfo, SeriesPoint, Statistic, Unit } from '../../model/result/metric.ts';
import type { Result, TakeResult } from '../../model/result/result.ts';
import { formatLimit } from '../text/format.ts';
import { type LineStyle, lineStyles } from './palette.ts';

/** One metric of one take over time for all viewers, drawn both in the PNG and on the page. */
export interface ChartModel {
  readonly metric: MetricInfo;
  readonly lines: readonly ChartLine[];
  /** Distinct limits set for this metric, and the regions that have each. */
  readonly limits: readonly {
    readonly limit: number;
    readonly statistic: Statistic;
    readonly regions: readonly string[];
  }[];
  /** Seconds of the window, at least 1. */
  readonly seconds: number;
  readonly invalidSeconds: readonly number[];
}

export interface ChartLine {
  readonly viewer: string;
  readonly region: string;
  readonly style: LineStyle;
  readonly points: readonly SeriesPoint[];
}

/**
 * Returns a chart per metric with values over time in this take, in the order the result defines metrics. The stages of
 * the latency are stacked in one chart instead (html/sections/latency-section.ts).
 */
export function chartModels(result: Result, take: TakeResult): ChartModel[] {
  const styles = lineStyles(result.scenario.regions, take.viewers);
  return result.metrics.flatMap((metric) => {
    if (STAGE_METRICS.has(metric.id)) return [];
    const lines = take.viewers.flatMap(({ id, region, series }): ChartLine[] => {
      const points = series[metric.id];
      return points === undefined
        ? []
        : [{ viewer: id, region, style: styles.get(id) ?? { colour: 0, dash: [] }, points }];
    });
    if (lines.length === 0) return [];
    return [
      {
        metric,
        lines,
        limits: limitsOf(result, metric.id),
        seconds: windowSeconds(result, take),
        invalidSeconds: take.invalidSeconds.map(({ second }) => second),
      },
    ];
  });
}

function limitsOf(result: Result, metric: MetricId): ChartModel['limits'] {
  const limits = new Map<string, { limit: number; statistic: Statistic; regions: string[] }>();
  for (const verdict of result.verdicts.filter((each) => each.metric === metric)) {
    const key = `${verdict.statistic} ${verdict.limit}`;
    const known = limits.get(key) ?? { limit: verdict.limit, statistic: verdict.statistic, regions: [] };
    known.regions.push(verdict.region);
    limits.set(key, known);
  }
  return [...limits.values()];
}

/** Returns the seconds asked for, or more if there are points beyond: a chart never cuts off what was measured. */
function windowSeconds(result: Result, take: TakeResult): number {
  const last = take.viewers
    .flatMap(({ series }) => Object.values(series))
    .reduce((max, points) => Math.max(max, (points.at(-1)?.second ?? -1) + 1), 0);
  return Math.max(1, Math.ceil(result.scenario.durationMs / 1000), last);
}

/** Round tick steps, times a power of ten. */
const STEPS = [1, 2, 2.5, 5, 10];
const TICKS_WANTED = 4;

/** Returns four or five round tick values that reach from `bottom`, or 0, to at least `top`. */
export function niceTicks(top: number, unit: Unit, bottom = 0): number[] {
  if (!(top > bottom)) return unit === 'fraction' ? [0, 0.01] : [0, 1];
  const rough = (top - bottom) / TICKS_WANTED;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = (STEPS.find((candidate) => candidate * power >= rough * 0.999) ?? 10) * power;
  const [first, last] = [Math.floor(bottom / step + 1e-9), Math.ceil(top / step - 1e-9)];
  return Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step);
}

/** Returns the label of a tick: a bare 0, since the others have the unit. */
export function tickText(tick: number, unit: Unit): string {
  return tick === 0 ? '0' : formatLimit(tick, unit);
}

/** Returns the top of the value axis: above all points, and above limits unless they would flatten the lines. */
export function valueTop({ lines, limits }: Pick<ChartModel, 'lines' | 'limits'>): number {
  const values = lines.flatMap(({ points }) => points.flatMap(({ value }) => (value === undefined ? [] : [value])));
  const top = values.reduce((max, value) => Math.max(max, value), 0);
  const reachable = limits.map(({ limit }) => limit).filter((limit) => top === 0 || limit <= top * LIMIT_REACH);
  return Math.max(top, ...reachable);
}

/** Returns the bottom of the value axis: 0, or less where a point is (sound may be ahead of its picture). */
export function valueBottom({ lines }: Pick<ChartModel, 'lines'>): number {
  return lines
    .flatMap(({ points }) => points.flatMap(({ value }) => value ?? []))
    .reduce((least, value) => Math.min(least, value), 0);
}

/** Largest multiple of the largest value at which a limit is drawn; beyond, it is named beside the chart. */
const LIMIT_REACH = 4;
