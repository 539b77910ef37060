import type { HostSecond, TakeResult } from '../../../model/result/result.ts';
import { NOTABLE_FACTOR } from '../../../model/scenario/slow.ts';
import { NOTABLE_STILL_MS, PACE_WORDS } from '../../messages/pace-words.ts';
import { TIMELINE_WORDS } from '../../messages/timeline-words.ts';
import { niceTicks, tickText } from '../../timeline/chart-model.ts';
import { type Content, html, type Markup } from '../markup.ts';
import { dataTable } from './data-table.ts';
import { secondRuns, timeAxis } from './time-axis.ts';

/** Height of the plot in SVG units. */
const HEIGHT = 100;

interface Frame {
  readonly seconds: number;
  /** Id of the heading, unique on the page. */
  readonly id: string;
}

/** Draws `paceChart` in a card; nothing where the clock was never slowed. */
export function paceCard(take: TakeResult, frame: Frame): Content {
  return isSlowed(take) ? html`<figure class="card">${paceChart(take, frame)}</figure>` : '';
}

/** Draws the real time that each second of the stream took, as a low chart; nothing where the clock was never slowed. */
export function paceChart(take: TakeResult, { seconds, id }: Frame): Content {
  if (!isSlowed(take)) return '';
  const { invalidSeconds } = take;
  // The host is sampled a little longer than is measured.
  const host = take.host.filter(({ second }) => second < seconds);
  const most = host.reduce((max, { timeDilationFactor = 0 }) => Math.max(max, timeDilationFactor), 0);
  const ticks = niceTicks(most * 1000, 'ms');
  const top = ticks.at(-1) ?? 1000;
  const y = (ms: number) => Math.round((1 - Math.min(1, ms / top)) * HEIGHT * 100) / 100;
  const labels = ticks.map((tick) => html`<span style="top:${y(tick)}%">${tickText(tick, 'ms')}</span>`);
  const grid = ticks.map((tick) => html`<line class="grid" x1="0" x2="${seconds}" y1="${y(tick)}" y2="${y(tick)}"/>`);
  const bad = secondRuns(invalidSeconds.map(({ second }) => second)).map(
    ({ from, to }) => html`<rect class="bad" x="${from}" y="0" width="${to - from}" height="${HEIGHT}"/>`,
  );
  const stoodStillMs = host.reduce((sum, { clockStoodStillMs = 0 }) => sum + clockStoodStillMs, 0);
  const stood =
    stoodStillMs > NOTABLE_STILL_MS ? host.filter(({ clockStoodStillMs = 0 }) => clockStoodStillMs > 0) : [];
  const factors = host.map(({ second, timeDilationFactor: factor }) => ({ second, value: factor && factor * 1000 }));
  return html`<figcaption><h3 id="${id}">${PACE_WORDS.chart}</h3><p class="note">${PACE_WORDS.chartNote}</p></figcaption>
<div class="plot low">
<div class="y" aria-hidden="true">${labels}</div>
<svg viewBox="0 0 ${seconds} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-labelledby="${id}">
${bad}${grid}<path class="fill pace-still" d="${steps(stood, y, 0)}"/><path class="fill pace" d="${steps(host, y, 1)}"/></svg>
${timeAxis(seconds)}
</div>
<ul class="legend">${key('pace', PACE_WORDS.keyPlayed)}${stood.length === 0 ? '' : key('pace-still', PACE_WORDS.keyStill)}${bad.length === 0 ? '' : html`<li><span class="swatch bad"></span>${TIMELINE_WORDS.legendInvalid}</li>`}</ul>
${dataTable([{ name: PACE_WORDS.chart, unit: 'ms', points: factors, extreme: 'largest' }], seconds)}`;
}

function isSlowed({ host }: TakeResult): boolean {
  return host.some(({ timeDilationFactor = 1 }) => timeDilationFactor > NOTABLE_FACTOR);
}

function key(name: string, words: Content): Markup {
  return html`<li><svg class="swatch box" viewBox="0 0 10 10" aria-hidden="true"><rect class="fill ${name}" width="10" height="10"/></svg>${words}</li>`;
}

/** Draws seconds as steps filled to the bottom, minus `without` times the time the clock stood still; gaps where there is no value. */
function steps(host: readonly HostSecond[], y: (ms: number) => number, without: 0 | 1): string {
  let drawing = '';
  let last: { readonly to: number; readonly height: number } | undefined;
  for (const { second, timeDilationFactor, clockStoodStillMs = 0 } of host) {
    if (timeDilationFactor === undefined || (last !== undefined && second < last.to)) continue;
    const height = y(timeDilationFactor * 1000 - without * clockStoodStillMs);
    if (last?.to !== second) drawing += `${last === undefined ? '' : `V${HEIGHT}Z`}M${second} ${HEIGHT}V${height}`;
    else if (last.height !== height) drawing += `V${height}`;
    drawing += `H${second + 1}`;
    last = { to: second + 1, height };
  }
  return last === undefined ? '' : `${drawing}V${HEIGHT}Z`;
}
