import type { MetricValue, Statistic, Unit } from '../../../model/result/metric.ts';
import type { Result, ViewerResult } from '../../../model/result/result.ts';
import { metricLabel } from '../../facts/explain.ts';
import { takeName } from '../../facts/takes.ts';
import { UNKNOWN_ERROR_NOTE } from '../../messages/metric-words.ts';
import { metricNote } from '../../messages/screen-words.ts';
import { noDataReason, VERDICT_WORDS } from '../../messages/verdict-words.ts';
import { FREEZE_WORDS, freezeLines, PRESENCE_WORDS } from '../../messages/viewer-words.ts';
import { fill, plain, WORDS } from '../../messages/words.ts';
import { formatError, formatQuantity } from '../../text/format.ts';
import { viewerName } from '../../text/names.ts';
import { ANCHORS } from '../anchors.ts';
import { type Content, html, type Markup } from '../markup.ts';

/** Renders every metric of every viewer of a region in every take, folded away. */
export function viewerTable(result: Result, region: string): Markup {
  const columns = result.takes.flatMap((take) =>
    take.viewers.filter((viewer) => viewer.region === region).map((viewer) => ({ take, viewer })),
  );
  if (columns.length === 0) return html``;
  const isNamed = result.takes.length > 1;
  const heads = columns.map(
    ({ take, viewer }) =>
      html`<th scope="col" class="number" id="${ANCHORS.viewer(viewer.id, result.takes.indexOf(take))}"><a href="#${ANCHORS.viewer(viewer.id, result.takes.indexOf(take))}">${viewerName(result.scenario.regions, viewer.id)}</a>${isNamed ? html`<small>${takeName(take)}</small>` : ''}${presenceNote(viewer)}</th>`,
  );
  const rows = result.metrics
    .filter(({ id }) => columns.some(({ viewer }) => viewer.metrics[id] !== undefined))
    .map(
      ({ id }) =>
        html`<tr><th scope="row">${metricLabel(result, id)}${kin(id)}</th>${columns.map(({ viewer }) => html`<td class="number">${cell(result, viewer, id)}</td>`)}</tr>`,
    );
  return html`<details><summary>${WORDS.allNumbers}</summary>
<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">${WORDS.metric}</th>${heads}</tr></thead><tbody>${rows}${freezeRow(columns.map(({ viewer }) => viewer))}</tbody></table></div></details>`;
}

/** Renders when a viewer who came or left in mid-show was there. */
function presenceNote({ presence }: ViewerResult): Content {
  if (presence === undefined) return '';
  const { fromSecond: from, toSecond: to } = presence;
  return html`<small>${from === to ? PRESENCE_WORDS.never : fill(PRESENCE_WORDS.there, { from, to: Math.round(to) })}</small>`;
}

/** Renders what distinguishes similar metrics: two of them are next to each other here. */
function kin(metric: string): Content {
  const note = metricNote(metric);
  return note === undefined ? '' : html`<small>${note}</small>`;
}

function freezeRow(viewers: readonly ViewerResult[]): Content {
  const lines = viewers.map(freezeLines);
  if (lines.every((each) => each === undefined)) return '';
  const cells = lines.map(
    (each) => html`<td class="number">${(each ?? []).map((line) => html`<div>${line}</div>`)}</td>`,
  );
  return html`<tr><th scope="row">${FREEZE_WORDS.freezes}</th>${cells}</tr>`;
}

function cell(result: Result, viewer: ViewerResult, metric: string): Content {
  const value: MetricValue | undefined = viewer.metrics[metric];
  switch (value?.type) {
    case 'value':
      return [
        formatQuantity(value.value, value.unit),
        errorNote(viewer, metric, 'value', value.unit),
        ...(value.madeOf ?? []).map(
          (part) => html`<small>${metricLabel(result, part.metric)} ${formatQuantity(part.value, part.unit)}</small>`,
        ),
      ];
    case 'distribution':
      return (['p50', 'p95', 'max'] as const).map(
        (statistic) =>
          html`<div>${plain(`${statistic} ${formatQuantity(value[statistic], value.unit)}`)}${errorNote(viewer, metric, statistic, value.unit)}</div>`,
      );
    case 'no-data':
      return html`<span class="missing">${VERDICT_WORDS['no-data']}</span><small>${noDataReason(value.reason)}</small>`;
    case undefined:
      return html`<span class="missing">${VERDICT_WORDS['no-data']}</span>`;
  }
}

/** Renders how far the load of the machine may have moved the number. */
function errorNote({ errors }: ViewerResult, metric: string, statistic: Statistic, unit: Unit): Content {
  const known = errors?.[metric];
  if (known === 'unknown') return html`<small>${UNKNOWN_ERROR_NOTE}</small>`;
  const error = known?.[statistic];
  const side = known?.side !== undefined && { errorSide: known.side };
  return error === undefined ? '' : html`<small>${formatError({ error, ...side, unit })}</small>`;
}
