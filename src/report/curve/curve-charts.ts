import type { ChartConfiguration, ChartDataset, Plugin } from 'chart.js';
import type { CurveNumber, CurveRow, Curves } from '../../model/result/curves.ts';
import { ChartCanvas, FONT_PX, GRID, INK, LINE_PX, MUTED } from '../formats/chart-look.ts';
import { CURVE_NUMBER_WORDS, CURVE_WORDS } from '../messages/curve-words.ts';
import { COMMA, joinTexts, type Language } from '../messages/words.ts';
import type { ReportFile } from '../report.ts';
import { escapeTerminal } from '../text/escape.ts';
import { formatLimit } from '../text/format.ts';
import { regionName } from '../text/names.ts';
import { SERIES_COLOURS } from '../timeline/palette.ts';
import { type CurvePoint, curvePoints, drawnNumbers, numberTicks, rateAxis, tickText } from './curve-axes.ts';
import { comparisonSentence } from './curve-sentences.ts';

/** Draws charts/<region>-<number>.png in one language. */
export function curveCharts(found: Curves, language: Language): readonly ReportFile[] {
  const canvas = new ChartCanvas();
  return found.scenario.regions.flatMap(({ id }) => {
    const own = found.rows.filter(({ region }) => region === id);
    return drawnNumbers(own).map((number) => ({
      path: `charts/${id.replace(/[^A-Za-z0-9-]+/g, '-')}-${number.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.png`,
      content: canvas.draw(configuration(number, id, own, found, language)),
    }));
  });
}

type Line = ChartDataset<'line', (CurvePoint & { x: number; y: number })[]>;

function configuration(
  number: CurveNumber,
  region: string,
  rows: readonly CurveRow[],
  found: Curves,
  language: Language,
): ChartConfiguration<'line', Line['data']> {
  const { settings, scenario, comparisons } = found;
  const rates = rateAxis(found.rows);
  const ticks = numberTicks(found.rows, number);
  const font = (size: number, weight: 'normal' | 'bold' = 'normal') => ({ size, weight });
  const title = joinTexts([CURVE_NUMBER_WORDS[number], regionName(scenario.regions, region)], COMMA)[language];
  const said = comparisons.filter((each) => each.region === region).map((each) => comparisonSentence(each)[language]);
  const subtitle = [scenario.name, ...(number === 'clarity' ? said : [])];
  return {
    type: 'line',
    data: { datasets: settings.map((setting, i) => lineOf(setting, i, rows, number)) },
    plugins: [WHISKERS],
    options: {
      animation: false,
      responsive: false,
      parsing: false,
      layout: { padding: 24 },
      scales: {
        x: {
          type: 'logarithmic',
          min: rates.low,
          max: rates.high,
          title: { display: true, text: CURVE_WORDS.axis[language], color: INK, font: font(FONT_PX) },
          ticks: {
            color: INK,
            font: font(FONT_PX),
            autoSkip: false,
            callback: (bps) => formatLimit(Number(bps), 'bps'),
          },
          afterBuildTicks: (axis) => {
            axis.ticks = rates.ticks.map((value) => ({ value }));
          },
          grid: { display: false },
        },
        y: {
          min: ticks[0],
          max: ticks.at(-1) as number,
          ticks: {
            color: INK,
            font: font(FONT_PX),
            stepSize: ticks[1] - ticks[0],
            callback: (value) => tickText(Number(value), number, ticks),
          },
          grid: { color: GRID },
        },
      },
      plugins: {
        title: { display: true, text: escapeTerminal(title), align: 'start', color: INK, font: font(36, 'bold') },
        subtitle: {
          display: true,
          text: subtitle.map(escapeTerminal),
          align: 'start',
          color: MUTED,
          font: font(FONT_PX),
          padding: { bottom: 16 },
        },
        legend: {
          position: 'bottom',
          labels: { color: INK, font: font(FONT_PX), usePointStyle: true, pointStyle: 'line', padding: 24 },
        },
      },
    },
  };
}

function lineOf(setting: string, i: number, rows: readonly CurveRow[], number: CurveNumber): Line {
  const colour = SERIES_COLOURS[i % SERIES_COLOURS.length]?.light ?? INK;
  return {
    label: escapeTerminal(setting),
    data: curvePoints(rows, setting, number).map((point) => ({ ...point, x: point.bps, y: point.value })),
    borderColor: colour,
    backgroundColor: 'transparent',
    pointBackgroundColor: colour,
    borderWidth: LINE_PX,
    pointRadius: 7,
    // A point on the edge of the chart is drawn whole.
    clip: false,
  };
}

/** Draws a line from the lowest to the highest take of each point. */
const WHISKERS: Plugin<'line'> = {
  id: 'whiskers',
  afterDatasetsDraw({ ctx, scales, data }) {
    const { x, y } = scales;
    if (x === undefined || y === undefined) return;
    for (const { data: points, borderColor } of data.datasets as unknown as Line[]) {
      ctx.save();
      ctx.strokeStyle = String(borderColor);
      ctx.lineWidth = LINE_PX / 2;
      for (const { bps, low, high } of points) {
        ctx.beginPath();
        ctx.moveTo(x.getPixelForValue(bps), y.getPixelForValue(low));
        ctx.lineTo(x.getPixelForValue(bps), y.getPixelForValue(high));
        ctx.stroke();
      }
      ctx.restore();
    }
  },
};
