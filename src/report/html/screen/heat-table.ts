import type { Result } from '../../../model/result/result.ts';
import { metricLabel } from '../../facts/explain.ts';
import { SCREEN_WORDS } from '../../messages/screen-words.ts';
import { noDataReason, VERDICT_WORDS } from '../../messages/verdict-words.ts';
import { fill, type Text, WORDS } from '../../messages/words.ts';
import { boundsText, usedShare } from '../../screen/bounds-text.ts';
import { cellBefore, type HeatCell, type HeatMap, type HeatRow, heatMap } from '../../screen/heat-map.ts';
import { formatActual, formatError, formatQuantity } from '../../text/format.ts';
import { CITY, labelText, viewerName } from '../../text/names.ts';
import { ANCHORS } from '../anchors.ts';
import { icon } from '../icon.ts';
import { type Content, html, type Markup } from '../markup.ts';
import { metricTip } from '../tip.ts';

/** Renders a table of regions, worst first: each cell a number, its outcome by colour, shape and word, and a link to its details. */
export function heatTable(result: Result): Markup {
  const map = heatMap(result);
  if (map.rows.length === 0) return html``;
  const heads = map.groups.map(({ name }) => html`<th scope="col">${name}</th>`);
  return html`<table class="heat"><caption class="unseen">${SCREEN_WORDS.table}. ${SCREEN_WORDS.tableNote}</caption><thead><tr><th scope="col">${WORDS.region}</th>${heads}</tr></thead>
<tbody>${map.rows.map((row) => tableRow(result, map, row))}</tbody></table>`;
}

function tableRow(result: Result, map: HeatMap, row: HeatRow): Markup {
  const { region, cells } = row;
  const viewers = region.viewers === 1 ? WORDS.viewersOne : fill(WORDS.viewersMany, { count: region.viewers });
  const hour = /T(\d\d:\d\d)/.exec(region.localTime ?? '')?.[1];
  const there =
    hour === undefined
      ? ''
      : html`<span class="whole">${fill(SCREEN_WORDS.localHour, { time: hour })}</span><span class="dot"> · </span>`;
  return html`<tr><th scope="row"><a href="#${ANCHORS.region(region.id)}">${placeName(labelText(region))}</a><small>${there}<span class="whole">${viewers}</span></small></th>${cells.map((cell) => tableCell(result, map, row, cell))}</tr>`;
}

/** Returns a name whose long English words may be divided: a cell of a phone is as wide as nine letters. */
function breakable({ en, zh }: Text): Text {
  return { en: en.replace(/(\w{5,})(?=(?:ment|ness|tion|ence)\b)/g, '$1\u00ad'), zh };
}

/** Renders "Indonesia (Jakarta)" so that a phone, which has no room for the country, shows the city. */
function placeName({ en, zh }: Text): Content {
  const [, country, city, more = ''] = CITY.exec(en) ?? [];
  const [, countryZh, cityZh, moreZh = ''] = CITY.exec(zh) ?? [];
  if (city === undefined || cityZh === undefined) return { en, zh };
  const wide = (text: string) => html`<span class="wide">${text}</span>`;
  return html`<span lang="en">${wide(`${country}(`)}${city}${wide(')')}${more}</span><span lang="zh-Hans">${wide(`${countryZh}（`)}${cityZh}${wide('）')}${moreZh}</span>`;
}

function tableCell(result: Result, { isJudged }: HeatMap, row: HeatRow, cell: HeatCell): Markup {
  const { verdict, outcome, group } = cell;
  const id = ANCHORS.cell(row.region.id, group);
  const target =
    verdict === undefined
      ? ANCHORS.region(row.region.id)
      : ANCHORS.budget(row.region.id, verdict.metric, verdict.statistic);
  const name = cell.isLead ? '' : html`<small>${breakable(metricLabel(result, cell.metric))}</small>`;
  const used = verdict === undefined || outcome === undefined ? undefined : usedShare(verdict, result.scenario);
  const bar =
    used === undefined
      ? ''
      : html`<i class="bar" aria-hidden="true" style="width:${Math.round(Math.min(1, used) * 100)}%"></i>`;
  const since = sinceLastTime(result, cell);
  const arrow = since === undefined ? '' : html`<span class="since" aria-hidden="true">${since.arrow}</span>`;
  return html`<td class="has-tip${outcome === undefined ? '' : ` is-${outcome}`}"><a href="#${target}" aria-describedby="${id}">${number(cell)}${arrow}${state(cell, isJudged)}${name}${bar}</a><span class="tip" role="tooltip" id="${id}">${metricTip(result, cell.metric, details(row, cell, since))}</span></td>`;
}

function number({ verdict, measured }: HeatCell): Content {
  if (verdict?.actual !== undefined) return html`<b>${formatActual(verdict)}</b>`;
  if (measured !== undefined) return html`<b>${formatQuantity(measured.value, measured.unit)}</b>`;
  return html`<b>–</b>`;
}

interface Since {
  readonly arrow: string;
  readonly text: Text;
}

/** Returns how a number stands to that of last time, if there is one: its direction, not whether it is more than chance. */
function sinceLastTime(result: Result, cell: HeatCell): Since | undefined {
  const number = cellBefore(result, cell);
  if (number === undefined) return undefined;
  const { value, now, unit } = number;
  const before = formatQuantity(value, unit);
  if (before === formatQuantity(now, unit)) return { arrow: '=', text: SCREEN_WORDS.asBefore };
  return now > value
    ? { arrow: '↑', text: fill(SCREEN_WORDS.roseFrom, { before }) }
    : { arrow: '↓', text: fill(SCREEN_WORDS.fellFrom, { before }) };
}

function state({ verdict, outcome, measured }: HeatCell, isJudged: boolean): Content {
  if (outcome !== undefined) return html`<span class="state">${icon(outcome)}${VERDICT_WORDS[outcome]}</span>`;
  if (verdict?.actual !== undefined && !isJudged) return html`<span class="state">${WORDS.notJudged}</span>`;
  if (verdict !== undefined) return html`<span class="state">${VERDICT_WORDS['no-data']}</span>`;
  return html`<span class="state">${measured === undefined ? SCREEN_WORDS.notMeasured : SCREEN_WORDS.noLimit}</span>`;
}

/** Returns the change since last time, limit, error, origin and number of views, as sentences. */
function details(
  { region, views, viewers, takes }: HeatRow,
  { verdict, measured }: HeatCell,
  since: Since | undefined,
): Text[] {
  const texts: Text[] = since === undefined ? [] : [since.text];
  if (verdict !== undefined) texts.push(fill(SCREEN_WORDS.tipLimit, { bound: boundsText(verdict) }));
  else if (measured !== undefined) {
    const { statistic } = measured;
    texts.push(statistic === 'value' ? SCREEN_WORDS.tipNoLimit : fill(SCREEN_WORDS.tipNoLimitOf, { statistic }));
  }
  if (verdict?.error !== undefined) texts.push({ en: formatError(verdict), zh: formatError(verdict) });
  if (verdict?.reason !== undefined && verdict.actual === undefined) texts.push(noDataReason(verdict.reason));
  if (verdict?.viewer !== undefined && verdict.seed !== undefined)
    texts.push(fill(SCREEN_WORDS.tipWorst, { viewer: viewerName([region], verdict.viewer), seed: verdict.seed }));
  if (views > 0) texts.push(fill(SCREEN_WORDS.tipCount, { views, viewers, takes }));
  return texts;
}
