import { html, type Markup } from '../html/markup.ts';
import { HISTORY_WORDS } from '../messages/history-words.ts';
import { fill } from '../messages/words.ts';
import { formatLimit, formatQuantity } from '../text/format.ts';
import { niceTicks } from '../timeline/chart-model.ts';
import type { HistoryEntry, HistoryNumber } from './history-entry.ts';

const UNITS = { stutterRate: 'fraction', latency: 'ms', firstFrame: 'ms' } as const satisfies Record<
  HistoryNumber,
  string
>;

/** Size of a chart in pixels, and the space kept for its points and line. */
const SIZE = { width: 240, height: 72 };
const MARGIN = 6;

/** Renders a number over the rehearsals of the scenario in this `place` of the page, oldest first, from zero up: a point each, joined where both neighbours have the number. */
export function courseChart(id: HistoryNumber, oldestFirst: readonly HistoryEntry[], place: number): Markup {
  const values = oldestFirst.map(({ numbers }) => numbers[id]);
  const known = values.flatMap((value) => value ?? []);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) return html``;
  const top = niceTicks(Math.max(...known), UNITS[id]).at(-1) ?? 1;
  const step = (SIZE.width - 2 * MARGIN) / Math.max(1, values.length - 1);
  const name = `course-${place}-${id}`;
  const at = (value: number, i: number) => ({
    x: round(MARGIN + i * step),
    y: round(SIZE.height - MARGIN - (value / top) * (SIZE.height - 2 * MARGIN)),
  });
  const points = values.map((value, i) => (value === undefined ? undefined : at(value, i)));
  const path = points
    .map((point, i) => (point === undefined ? '' : `${points[i - 1] === undefined ? 'M' : 'L'}${point.x} ${point.y}`))
    .join('');
  const dots = points.map((point) =>
    point === undefined ? '' : html`<circle class="fill c0" cx="${point.x}" cy="${point.y}" r="3"/>`,
  );
  const unit = UNITS[id];
  const scale = [top, 0].map(
    (value) => html`<span style="top:${at(value, 0).y}px">${value === 0 ? '0' : formatLimit(value, unit)}</span>`,
  );
  const grid = [top, 0].map(
    (value) => html`<line class="grid" x1="0" x2="${SIZE.width}" y1="${at(value, 0).y}" y2="${at(value, 0).y}"/>`,
  );
  const ends = { first: formatQuantity(first, unit), last: formatQuantity(last, unit) };
  return html`<figure class="course"><figcaption id="${name}"><b>${HISTORY_WORDS[id]}</b> ${fill(HISTORY_WORDS.from, ends)}</figcaption>
<div class="scaled"><div class="y" aria-hidden="true">${scale}</div><svg viewBox="0 0 ${SIZE.width} ${SIZE.height}" width="${SIZE.width}" height="${SIZE.height}" role="img" aria-labelledby="${name}">${grid}<path class="line c0" fill="none" d="${path}"/>${dots}</svg></div></figure>`;
}

function round(value: number): number {
  return Number(value.toFixed(1));
}
