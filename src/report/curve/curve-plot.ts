import type { CurveNumber, CurveRow } from '../../model/result/curves.ts';
import { html, type Markup } from '../html/markup.ts';
import { CURVE_NUMBER_WORDS, CURVE_WORDS } from '../messages/curve-words.ts';
import { formatLimit } from '../text/format.ts';
import { SERIES_COLOURS } from '../timeline/palette.ts';
import { alongAxis, curvePoints, type RateAxis, type Ticks, tickText } from './curve-axes.ts';

/** Size of the plot in SVG units. It is stretched to its box; strokes keep their width. */
const WIDTH = 200;
const HEIGHT = 100;

export interface CurvePlot {
  readonly number: CurveNumber;
  /** Rows of one region. */
  readonly rows: readonly CurveRow[];
  readonly settings: readonly string[];
  readonly rates: RateAxis;
  readonly ticks: Ticks;
  /** Id of the heading, unique on the page. */
  readonly id: string;
}

/** Draws a number against bitrate, a line a setting, whiskers over its takes; as SVG without script. */
export function curvePlot({ number, rows, settings, rates, ticks, id }: CurvePlot): Markup {
  const [bottom, top] = [ticks[0], ticks.at(-1) as number];
  const y = (value: number) => round(HEIGHT * (1 - (value - bottom) / (top - bottom)));
  const x = (bps: number) => round(WIDTH * alongAxis(rates, bps));
  const labels = ticks.map((tick) => html`<span style="top:${y(tick)}%">${tickText(tick, number, ticks)}</span>`);
  const grid = ticks.map((tick) => html`<line class="grid" x1="0" x2="${WIDTH}" y1="${y(tick)}" y2="${y(tick)}"/>`);
  const lines = settings.map((setting, i) => {
    const points = curvePoints(rows, setting, number);
    const line = points.map(({ bps, value }, at) => `${at === 0 ? 'M' : 'L'}${x(bps)} ${y(value)}`).join('');
    const dots = points.map(({ bps, value }) => `M${x(bps)} ${y(value)}h0`).join('');
    const whiskers = points.map(({ bps, low, high }) => (high > low ? `M${x(bps)} ${y(low)}V${y(high)}` : '')).join('');
    const style = `c${i % SERIES_COLOURS.length}`;
    return html`<path class="line ${style}" d="${line}"/><path class="line dots ${style}" d="${dots}"/><path class="line whiskers ${style}" d="${whiskers}"/>`;
  });
  const places = rates.ticks.map(
    (bps) => html`<span style="left:${round(100 * alongAxis(rates, bps))}%">${formatLimit(bps, 'bps')}</span>`,
  );
  return html`<figure><figcaption><h4 id="${id}">${CURVE_NUMBER_WORDS[number]}</h4></figcaption><div class="plot">
<div class="y" aria-hidden="true">${labels}</div>
<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-labelledby="${id}">${grid}${lines}</svg>
<div class="x" aria-hidden="true">${places}</div>
</div><p class="note">${CURVE_WORDS.axis}</p></figure>`;
}

/** Renders the legend: a line and a name a setting. */
export function curveLegend(settings: readonly string[]): Markup {
  return html`<ul class="legend">${settings.map(
    (setting, i) =>
      html`<li><svg class="swatch" viewBox="0 0 28 6" aria-hidden="true"><path class="line c${i % SERIES_COLOURS.length}" d="M0 3H28"/></svg>${setting}</li>`,
  )}</ul>`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
