import type { SdkRecord } from '../../../model/recording/sdk-record.ts';
import type { TakeResult } from '../../../model/result/result.ts';
import { type SdkCell, type SdkRow, sdkRows } from '../../facts/sdk-rows.ts';
import { SDK_WORDS } from '../../messages/transport-words.ts';
import { VERDICT_WORDS } from '../../messages/verdict-words.ts';
import { fill, plain } from '../../messages/words.ts';
import { html, type Markup } from '../markup.ts';

/** Renders what a vendor's SDK reported, a column per participant; nothing where none was in use. */
export function sdkSection(take: TakeResult | undefined): Markup {
  const records = take?.sdk ?? [];
  if (take === undefined || records.length === 0) return html``;
  const rows = sdkRows(records, take.viewers);
  const fromServer = rows.filter(({ source }) => source === 'server');
  const fromBrowser = rows.filter(({ source }) => source === 'browser');
  return html`<section id="sdk"><h2>${SDK_WORDS.title}</h2><p class="note">${SDK_WORDS.note}</p>
<div class="card"><h3>${SDK_WORDS.server}</h3>${table(records, fromServer)}
<details><summary>${SDK_WORDS.browser}</summary><p class="note">${SDK_WORDS.freezeNote}</p>${table(records, fromBrowser)}</details>
${records.filter(({ events }) => events.length > 0).map(eventTable)}</div></section>`;
}

function table(records: readonly SdkRecord[], rows: readonly SdkRow[]): Markup {
  const heads = records.map(({ participant }) => html`<th scope="col" class="number">${nameOf(participant)}</th>`);
  const lines = rows.map(
    ({ label, note, cells }) =>
      html`<tr><th scope="row">${label}${note === undefined ? '' : html`<small>${note}</small>`}</th>${cells.map(cell)}</tr>`,
  );
  return html`<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">${SDK_WORDS.figure}</th>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`;
}

function nameOf(participant: string) {
  return participant === 'publisher' ? SDK_WORDS.publisher : plain(participant);
}

function cell({ reported, beside }: SdkCell): Markup {
  const text =
    reported === undefined ? html`<span class="missing">${VERDICT_WORDS['no-data']}</span>` : html`${reported}`;
  // A figure that does not exist for this participant (a publisher receives no picture) is left empty.
  return html`<td class="number">${reported === undefined && beside.length === 0 ? '' : text}${beside.map((each) => html`<small>${each}</small>`)}</td>`;
}

function eventTable({ participant, events, moreEvents }: SdkRecord): Markup {
  const rows = events.map(
    ({ atS, what, detail }) =>
      html`<tr><td class="number">${plain(atS.toFixed(1))}</td><td>${plain(what)}</td><td>${plain(detail)}</td></tr>`,
  );
  return html`<details><summary>${fill(SDK_WORDS.events, { participant: nameOf(participant) })}</summary>
<div class="scroll" tabindex="0"><table><thead><tr><th scope="col" class="number">${SDK_WORDS.second}</th><th scope="col">${SDK_WORDS.event}</th><th scope="col">${SDK_WORDS.detail}</th></tr></thead><tbody>${rows}</tbody></table></div>
${moreEvents === undefined ? '' : html`<p class="note">${fill(SDK_WORDS.more, { count: moreEvents })}</p>`}</details>`;
}
