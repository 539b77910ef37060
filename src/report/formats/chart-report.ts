import type { ChartConfiguration, ChartDataset } from 'chart.js';
import { shownTake, takeName } from '../facts/takes.ts';
import { TIMELINE_WORDS } from '../messages/timeline-words.ts';
import { COLON, COMMA, ENUMERATION, fill, joinTexts, type Language, plain, type Text } from '../messages/words.ts';
import type { Report } from '../report.ts';
import { escapeTerminal } from '../text/escape.ts';
import { labelText, type ViewedRegion } from '../text/names.ts';
import { type ChartModel, chartModels, niceTicks, tickText, valueBottom, valueTop } from '../timeline/chart-model.ts';
import { isEmptyLine, limitName, namedLines } from '../timeline/legend.ts';
import { SERIES_COLOURS } from '../timeline/palette.ts';
import { ChartCanvas, FONT_PX, GRID, INK, LINE_PX, MUTED } from './chart-look.ts';

/** Scale of the dash patterns, which are made for the page's thinner lines. */
const DASH_SCALE = 3;
/**
 * Width of a legend's box. Chart.js draws the box as a rectangle, out along its top and back along its bottom, here the same
 * line. At this width every dash pattern in use meets itself on the way back, so that its gaps stay open.
 */
const LEGEND_PX = 63;
const LIMIT_INK = '#b3261e';

/** Draws charts/<metric>.png, one per metric with values over time, in one language: a picture cannot be switched. */
export const chartReport: Report = (result, _pictures, language = 'en') => {
  const take = shownTake(result);
  if (take === undefined) return [];
  const canvas = new ChartCanvas();
  const { name, regions } = result.scenario;
  const subtitle = joinTexts([plain(name), takeName(take)], COMMA);
  return chartModels(result, take).map((model) => ({
    path: `charts/${kebab(model.metric.id)}.png`,
    content: canvas.draw(configuration(model, subtitle, { regions, language })),
  }));
};

function kebab(id: string): string {
  return id.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`).replace(/[^a-z0-9-]+/g, '-');
}

type Line = ChartDataset<'line', { x: number; y: number | null }[]>;

/** How names and words stand on a chart. */
interface Wording {
  readonly regions: readonly ViewedRegion[];
  readonly language: Language;
}

function configuration(model: ChartModel, subtitle: Text, wording: Wording): ChartConfiguration<'line', Line['data']> {
  const { metric, seconds } = model;
  const { language } = wording;
  const ticks = niceTicks(valueTop(model), metric.unit, valueBottom(model));
  const top = ticks.at(-1) ?? 1;
  const font = (size: number, weight: 'normal' | 'bold' = 'normal') => ({ size, weight });
  return {
    type: 'line',
    data: { datasets: [...viewerLines(model, wording), ...limitLines(model, top, wording)] },
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
          title: { display: true, text: TIMELINE_WORDS.axis[language], color: INK, font: font(FONT_PX) },
          ticks: { color: INK, font: font(FONT_PX) },
          grid: { display: false },
        },
        y: {
          min: ticks[0] ?? 0,
          max: top,
          ticks: {
            color: INK,
            font: font(FONT_PX),
            stepSize: (ticks[1] ?? 1) - (ticks[0] ?? 0),
            callback: (value) => tickText(Number(value), metric.unit),
          },
          grid: { color: GRID },
        },
      },
      plugins: {
        title: {
          display: true,
          text: escapeTerminal(title(model, wording)[language]),
          align: 'start',
          color: INK,
          font: font(36, 'bold'),
        },
        subtitle: {
          display: true,
          text: escapeTerminal(subtitle[language]),
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
            // A line that no legend names has no label.
            filter: ({ text }) => text !== '',
          },
        },
      },
    },
  };
}

/** Returns the title, with the limits that lie above the chart in words. */
function title(model: ChartModel, { regions }: Wording): Text {
  const top = valueTop(model);
  const label = labelText(model.metric);
  const above = model.limits.filter(({ limit }) => limit > top).map((limit) => limitName(model, limit, regions));
  if (above.length === 0) return label;
  return fill(TIMELINE_WORDS.limitAbove, { label, limits: joinTexts(above, ENUMERATION) });
}

function viewerLines(model: ChartModel, { regions, language }: Wording): Line[] {
  const named = new Map(namedLines(model, regions).map((line) => [line.viewer, line]));
  return model.lines.map(({ viewer, style: own, points }) => {
    const line = named.get(viewer);
    const note = line !== undefined && isEmptyLine(line) ? COLON[language] + TIMELINE_WORDS.noPoints[language] : '';
    const style = line?.style ?? own;
    const colour = SERIES_COLOURS[style.colour]?.light ?? INK;
    return {
      label: escapeTerminal(line?.name[language] ?? '') + note,
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

function limitLines(model: ChartModel, top: number, { regions, language }: Wording): Line[] {
  return model.limits
    .filter(({ limit }) => limit <= top)
    .map((limit) => ({
      label: escapeTerminal(limitName(model, limit, regions)[language]),
      data: [
        { x: 0, y: limit.limit },
        { x: model.seconds, y: limit.limit },
      ],
      borderColor: LIMIT_INK,
      backgroundColor: 'transparent',
      borderWidth: 3,
      borderDash: [16, 6],
      pointRadius: 0,
    }));
}
