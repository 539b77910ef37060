import type { Unit } from '../../../model/result/metric.ts';
import { SCREEN_WORDS } from '../../messages/screen-words.ts';
import { VERDICT_WORDS } from '../../messages/verdict-words.ts';
import { fill } from '../../messages/words.ts';
import { formatQuantity } from '../../text/format.ts';
import { type Content, html, type Markup } from '../markup.ts';

/** Largest number of rows; longer series are given by interval, each with its largest (or smallest) value. */
const MOST_ROWS = 60;

/** One column of numbers over time. */
export interface DataColumn {
  readonly name: Content;
  readonly unit: Unit;
  readonly points: readonly { readonly second: number; readonly value?: number | undefined }[];
  /** Which end of an interval is the one to know. */
  readonly extreme: 'largest' | 'smallest';
}

/** Renders the numbers behind a chart as a folded table, for readers who cannot see the drawing. */
export function dataTable(columns: readonly DataColumn[], seconds: number): Markup {
  if (columns.length === 0) return html``;
  const interval = Math.max(1, Math.ceil(seconds / MOST_ROWS));
  const cells = columns.map((column) => extremes(column, interval));
  const rows = Array.from({ length: Math.ceil(seconds / interval) }, (_, i) => i).filter((row) =>
    cells.some((values) => values.has(row)),
  );
  const heads = columns.map(({ name }) => html`<th scope="col" class="number">${name}</th>`);
  const body = rows.map(
    (row) =>
      html`<tr><th scope="row">${row * interval}</th>${columns.map(({ unit }, i) => cell(cells[i]?.get(row), unit))}</tr>`,
  );
  const note = interval === 1 ? '' : html`<p class="note">${fill(SCREEN_WORDS.worstOf, { count: interval })}</p>`;
  return html`<details class="data"><summary>${SCREEN_WORDS.chartTable}</summary>${note}<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">${SCREEN_WORDS.second}</th>${heads}</tr></thead><tbody>${body}</tbody></table></div></details>`;
}

function cell(value: number | undefined, unit: Unit): Markup {
  return html`<td class="number">${value === undefined ? VERDICT_WORDS['no-data'] : formatQuantity(value, unit)}</td>`;
}

/** Returns the extreme of each interval that has a value, by the interval's number. */
function extremes({ points, extreme }: DataColumn, interval: number): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const { second, value } of points) {
    if (value === undefined) continue;
    const row = Math.floor(second / interval);
    const known = found.get(row);
    const isFurther = known === undefined || (extreme === 'largest' ? value > known : value < known);
    if (isFurther) found.set(row, value);
  }
  return found;
}
