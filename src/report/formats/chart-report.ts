import type { ChartConfiguration, ChartDataset } from 'chart.js';
import { ChartJSNodeCanvas } from 'chartjs-node-canvas';
import { shownTake } from '../facts/takes.ts';
import type { Report } from '../report.ts';
import { drawableName } from '../text/drawable-text.ts';
import { escapeTerminal } from '../text/escape.ts';
import { formatLimit, formatQuantity } from '../text/format.ts';
import { type ChartModel, chartModels, niceTicks, valueTop } from '../timeline/chart-model.ts';
import { SERIES_COLOURS } from '../timeline/palette.ts';
import { FONT_PX, GRID, INK, LINE_PX, MUTED, SIZE } from './chart-look.ts';

/** Scale of the dash patterns, which are made for the page's thinner lines. */
const DASH_SCALE = 3;
/**
 * Width of a legend's box. Chart.js draws the box as a rectangle, out along its top and back along its bottom, here the same
 * line. At this width every dash pattern in use meets itself on the way back, so that its gaps stay open.
 */
const LEGEND_PX = 63;
const LIMIT_INK = '#b3261e';

/** Draws charts/<metric>.png, one per metric with values over time. In English, since a CJK font may be missing; a Chinese name is shown where there is one. */
export const chartReport: Report = (result) => {
  const take = shownTake(result);
  if (take === undefined) return [];
  const canvas = new ChartJSNodeCanvas({ ...SIZE, backgroundColour: '#ffffff' });
  return chartModels(result, take).map((model) => ({
    path: `charts/${kebab(model.metric.id)}.png`,
    // The synchronous call: the asynchronous one needs node-canvas, and this project runs on @napi-rs/canvas.
    content: canvas.renderToBufferSync(
      configuration(model, `${drawableName(result.scenario.name)}, seed ${take.seed}`),
    ),
  }));
};

function kebab(id: string): string {
  return id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/[^a-z0-9-]+/g, '-');
}

type Line = ChartDataset<'line', { x: number; y: number | null }[]>;

function configuration(model: ChartModel, subtitle: string): ChartConfiguration<'line', Line['data']> {
  const { metric, seconds } = model;
  const ticks = niceTicks(valueTop(model), metric.unit);
  const top = ticks.at(-1) ?? 1;
  const font = (size: number, weight: 'normal' | 'bold' = 'normal') => ({ size, weight });
  return {
    type: 'line',
    data: { datasets: [...viewerLines(model), ...limitLines(model, top)] },
    options: {
      animation: false,
      responsive: false,
      parsing: false,
      layout: { padding: 24 },
      scales: {
        x: {
          type: 'linear',
          min: 0,
          max: seconds,
          title: { display: true, text: 'seconds since measuring began', color: INK, font: font(FONT_PX) },
          ticks: { color: INK, font: font(FONT_PX) },
          grid: { display: false },
        },
        y: {
          min: 0,
          max: top,
          ticks: {
            color: INK,
            font: font(FONT_PX),
            stepSize: ticks[1] ?? 1,
            callback: (value) => formatLimit(Number(value), metric.unit),
          },
          grid: { color: GRID },
        },
      },
      plugins: {
        title: { display: true, text: title(model), align: 'start', color: INK, font: font(36, 'bold') },
        subtitle: {
          display: true,
          text: escapeTerminal(subtitle),
          align: 'start',
          color: MUTED,
          font: font(FONT_PX),
          padding: { bottom: 16 },
        },
        legend: {
          position: 'bottom',
          labels: {
            color: INK,
            font: font(FONT_PX),
            boxHeight: 0,
            boxWidth: LEGEND_PX,
            padding: 24,
          },
        },
      },
    },
  };
}

/** Returns the title, with the limits that lie above the chart in words. */
function title(model: ChartModel): string {
  const top = valueTop(model);
  const above = model.limits
    .filter(({ limit }) => limit > top)
    .map(({ limit }) => formatLimit(limit, model.metric.unit));
  const note = above.length === 0 ? '' : ` (limit ${above.join(', ')}: above this chart)`;
  return escapeTerminal(model.metric.label) + note;
}

function viewerLines({ lines }: ChartModel): Line[] {
  return lines.map(({ viewer, style, points }) => {
    const colour = SERIES_COLOURS[style.colour]?.light ?? INK;
    return {
      label: points.some(({ value }) => value !== undefined)
        ? escapeTerminal(viewer)
        : `${escapeTerminal(viewer)} (no data)`,
      // A point is drawn in the middle of its second; null breaks the line, so that nothing is drawn over a gap.
      data: points.map(({ second, value }) => ({ x: second + 0.5, y: value ?? null })),
      borderColor: colour,
      // Transparent, so that the legend's box is the line itself with its pattern.
      backgroundColor: 'transparent',
      pointBackgroundColor: colour,
      clip: LINE_PX,
      borderWidth: LINE_PX,
      borderDash: style.dash.map((length) => length * DASH_SCALE),
      pointRadius: (context) => (isAlone(points, context.dataIndex) ? 5 : 0),
      spanGaps: false,
    };
  });
}

function isAlone(points: ChartModel['lines'][number]['points'], index: number): boolean {
  return points[index - 1]?.value === undefined && points[index + 1]?.value === undefined;
}

function limitLines({ limits, seconds, metric }: ChartModel, top: number): Line[] {
  return limits
    .filter(({ limit }) => limit <= top)
    .map(({ limit, statistic, regions }) => ({
      label: `limit ${statistic === 'value' ? '' : `${statistic} `}${formatQuantity(limit, metric.unit)}${limits.length > 1 ? ` (${regions.join(', ')})` : ''}`,
      data: [
        { x: 0, y: limit },
        { x: seconds, y: limit },
      ],
      borderColor: LIMIT_INK,
      backgroundColor: 'transparent',
      borderWidth: 3,
      borderDash: [16, 6],
      pointRadius: 0,
    }));
}
