import type { SeriesPoint, Unit } from '../../../model/result/metric.ts';
import type { Band } from '../../timeline/bands.ts';
import { niceTicks, tickText } from '../../timeline/chart-model.ts';
import type { LineStyle } from '../../timeline/palette.ts';
import { thinPoints } from '../../timeline/thin-points.ts';
import { html, type Markup } from '../markup.ts';
import { bandMarks } from './band-shapes.ts';
import { secondRuns, timeAxis } from './time-axis.ts';

export interface PlotLine {
  readonly style: LineStyle;
  readonly points: readonly SeriesPoint[];
}

export interface Plot {
  readonly unit: Unit;
  readonly seconds: number;
  /** Smallest value that the value axis must reach. */
  readonly top: number;
  /** Likewise, 0 or below. Default: 0. */
  readonly bottom?: number;
  readonly lines: readonly PlotLine[];
  /** Limits, drawn where they fall within the axis. */
  readonly limits: readonly number[];
  readonly invalidSeconds: readonly number[];
  readonly bands?: readonly Band[];
  /** Id of the element that names the chart. */
  readonly labelledBy: string;
}

/** Height of the plot in SVG units. It is stretched to its box; strokes keep their width (non-scaling-stroke). */
const HEIGHT = 100;

/**
 * Draws a line chart as SVG without script. The drawing stretches with the page; the labels are HTML and do not. Seconds run
 * along x, one unit each.
 */
export function lineChart(plot: Plot): Markup {
  const ticks = niceTicks(plot.top, plot.unit, plot.bottom);
  const [bottom, top] = [ticks[0] ?? 0, ticks.at(-1) ?? 1];
  const y = (value: number) => round(HEIGHT - ((value - bottom) / (top - bottom)) * HEIGHT);
  const labels = ticks.map((tick) => html`<span style="top:${y(tick)}%">${tickText(tick, plot.unit)}</span>`);
  const grid = ticks.map(
    (tick) => html`<line class="grid" x1="0" x2="${plot.seconds}" y1="${y(tick)}" y2="${y(tick)}"/>`,
  );
  const limits = plot.limits
    .filter((limit) => limit <= top)
    .map((limit) => html`<line class="limit" x1="0" x2="${plot.seconds}" y1="${y(limit)}" y2="${y(limit)}"/>`);
  const lines = plot.lines.map(
    ({ style, points }) =>
      html`<path class="line c${style.colour}" stroke-dasharray="${style.dash.join(' ')}" d="${seriesPath(points, plot.seconds, y)}"/>`,
  );
  return html`<div class="plot">
<div class="y" aria-hidden="true">${labels}</div>
<svg viewBox="0 0 ${plot.seconds} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-labelledby="${plot.labelledBy}">
${bandMarks(plot.bands ?? [], plot.seconds, HEIGHT)}${shade(plot.invalidSeconds)}${grid}${limits}${lines}</svg>
${timeAxis(plot.seconds)}
</div>`;
}

function shade(seconds: readonly number[]): Markup[] {
  return secondRuns(seconds).map(
    ({ from, to }) => html`<rect class="bad" x="${from}" y="0" width="${to - from}" height="${HEIGHT}"/>`,
  );
}

/** Returns the path of a line through the middles of the seconds, broken where one has no data; a lone second becomes a dot (round cap). */
export function seriesPath(points: readonly SeriesPoint[], seconds: number, y: (value: number) => number): string {
  let drawing = '';
  let isDown = false;
  for (const { second, value } of thinPoints(points, seconds)) {
    if (value !== undefined) {
      const at = `${round(second + 0.5)} ${y(value)}`;
      drawing += isDown ? `L${at}` : `M${at}h0`;
    }
    isDown = value !== undefined;
  }
  return drawing;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
