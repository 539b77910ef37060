import type { Result, TakeResult } from '../../../model/result/result.ts';
import { metricLabel } from '../../facts/explain.ts';
import { takeName } from '../../facts/takes.ts';
import { metricNote } from '../../messages/screen-words.ts';
import { TIMELINE_WORDS } from '../../messages/timeline-words.ts';
import { COLON, fill, GAP } from '../../messages/words.ts';
import { viewerName } from '../../text/names.ts';
import { type Band, bands } from '../../timeline/bands.ts';
import { type ChartModel, chartModels, valueBottom, valueTop } from '../../timeline/chart-model.ts';
import { isEmptyLine, limitName, type NamedLine, namedLines } from '../../timeline/legend.ts';
import { bandKeys } from '../charts/band-shapes.ts';
import { type DataColumn, dataTable } from '../charts/data-table.ts';
import { laneChart } from '../charts/lane-chart.ts';
import { lineChart } from '../charts/line-chart.ts';
import { paceCard } from '../charts/pace-chart.ts';
import { type Content, html, type Markup } from '../markup.ts';

/** Metrics shown as marks on lanes: what counts is when and how much of a second, not a curve. */
const LANE_METRICS: readonly string[] = ['stutterRate', 'stutterRate200', 'stutterRate600', 'audioStutterRate'];

/** Metrics drawn at once, beside those with a limit; the rest is folded away. */
const READ_FIRST: readonly string[] = ['latency', 'stutterRate', 'frameRate', 'clarity'];

/** Renders a chart per metric with all viewers; the take that decides is shown, other takes are folded away. */
export function timelineSection(result: Result, shown: TakeResult | undefined): Markup {
  const others = result.takes.filter((take) => take !== shown);
  const isNamed = others.length > 0;
  return html`<section id="timelines"><h2>${TIMELINE_WORDS.title}</h2>
<p class="note">${TIMELINE_WORDS.note}${shown !== undefined && isNamed ? [GAP, fill(TIMELINE_WORDS.ofTake, { take: takeName(shown) })] : ''}</p>
${shown === undefined ? html`<p>${TIMELINE_WORDS.noSeries}</p>` : charts(result, shown)}
${others.map((take) => html`<details><summary>${fill(TIMELINE_WORDS.ofTake, { take: takeName(take) })}</summary>${charts(result, take)}</details>`)}
</section>`;
}

function charts(result: Result, take: TakeResult): Markup {
  // Leave out charts in which no viewer has a point.
  const models = chartModels(result, take).filter(({ lines }) =>
    lines.some(({ points }) => points.some(({ value }) => value !== undefined)),
  );
  if (models.length === 0) return html`<p>${TIMELINE_WORDS.noSeries}</p>`;
  const isFirst = ({ metric, limits }: ChartModel) => limits.length > 0 || READ_FIRST.includes(metric.id);
  const draw = (model: ChartModel) => chart(result, model, `chart-${result.takes.indexOf(take)}-${model.metric.id}`);
  const [first, rest] = [models.filter(isFirst), models.filter((model) => !isFirst(model))];
  const seconds = Math.max(...models.map((model) => model.seconds));
  const pace = paceCard(take, { seconds, id: `chart-${result.takes.indexOf(take)}-pace` });
  return html`<div class="charts">${first.map(draw)}${pace}</div>
${rest.length === 0 ? '' : html`<details><summary>${fill(TIMELINE_WORDS.moreCharts, { count: rest.length })}</summary><div class="charts">${rest.map(draw)}</div></details>`}`;
}

function chart(result: Result, model: ChartModel, id: string): Markup {
  const isLane = LANE_METRICS.includes(model.metric.id);
  const top = valueTop(model);
  const planned = bands(result.scenario);
  const body = isLane
    ? laneChart(model, id, planned, result.scenario.regions)
    : lineChart({
        unit: model.metric.unit,
        seconds: model.seconds,
        top,
        bottom: valueBottom(model),
        lines: model.lines,
        limits: model.limits.map(({ limit }) => limit),
        invalidSeconds: model.invalidSeconds,
        bands: planned,
        labelledBy: id,
      });
  return html`<figure class="card"><figcaption><h3 id="${id}">${metricLabel(result, model.metric.id)}</h3>${kin(model.metric.id)}
${isLane ? html`<p class="note">${TIMELINE_WORDS.lanesNote}</p>` : ''}</figcaption>
${body}
${legend(result, model, isLane, top, planned)}
${dataTable(columns(result, model), model.seconds)}</figure>`;
}

/** Renders what distinguishes similar metrics: their charts are side by side. */
function kin(metric: string): Content {
  const note = metricNote(metric);
  return note === undefined ? '' : html` <small>${note}</small>`;
}

function columns({ scenario }: Result, { lines, metric }: ChartModel): DataColumn[] {
  return lines.map(({ viewer, points }) => ({
    name: viewerName(scenario.regions, viewer),
    unit: metric.unit,
    points,
    extreme: metric.better === 'higher' ? 'smallest' : 'largest',
  }));
}

function legend(result: Result, model: ChartModel, isLane: boolean, top: number, planned: readonly Band[]): Markup {
  const { regions } = result.scenario;
  const lines = isLane ? [] : namedLines(model, regions).map(lineEntry);
  const limits = isLane
    ? []
    : model.limits.map((limit) => {
        const mark = limit.limit <= top ? swatch('limit', '') : '';
        return html`<li>${mark}<span>${limitName(model, limit, regions)}</span></li>`;
      });
  const bad =
    model.invalidSeconds.length === 0
      ? ''
      : html`<li><span class="swatch bad"></span>${TIMELINE_WORDS.legendInvalid}</li>`;
  return html`<ul class="legend">${lines}${limits}${bandKeys(planned)}${bad}</ul>`;
}

function lineEntry(line: NamedLine): Markup {
  const { colour, dash } = line.style;
  return html`<li>${swatch(`line c${colour}`, dash.join(' '))}<span>${line.name}${isEmptyLine(line) ? [COLON, TIMELINE_WORDS.noPoints] : ''}</span></li>`;
}

function swatch(className: string, dash: string): Markup {
  return html`<svg class="swatch" viewBox="0 0 28 6" aria-hidden="true"><path class="${className}" stroke-dasharray="${dash}" d="M1 3H27"/></svg>`;
}
