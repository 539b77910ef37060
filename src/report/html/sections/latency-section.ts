import {
  LATENCY_STAGES,
  type LatencyStage,
  STAGE_METRICS,
  stageMetricId,
} from '../../../model/result/latency-stages.ts';
import type { Result, ScenarioSummary, TakeResult } from '../../../model/result/result.ts';
import { networkMs, type RegionStages, regionStages, slowestStage } from '../../facts/region-stages.ts';
import { LATENCY_WORDS, STAGE_WORDS } from '../../messages/latency-words.ts';
import { fill, GAP, type Text } from '../../messages/words.ts';
import { formatQuantity } from '../../text/format.ts';
import { labelText, viewerName } from '../../text/names.ts';
import { slug } from '../anchors.ts';
import { type DataColumn, dataTable } from '../charts/data-table.ts';
import { stageBar } from '../charts/stage-bar.ts';
import { hasStageCourse, stageCourse } from '../charts/stage-course.ts';
import { type Content, html, type Markup } from '../markup.ts';

/** Smallest part of the latency worth a sentence, ms. */
const WORTH_SAYING_MS = 5;

type Region = ScenarioSummary['regions'][number];

/** Returns a card per region with its latency as stacked bars, sentences and a table; nothing where no viewer has it. */
export function latencySection(result: Result, take: TakeResult | undefined): Markup {
  if (take === undefined) return html``;
  const regions = result.scenario.regions.map((region) => ({ region, stages: regionStages(take, region.id) }));
  const topMs = Math.max(
    ...regions.flatMap(({ stages }) => (stages ? [stages.slow.latencyMs, stages.typical.latencyMs] : [])),
  );
  if (!Number.isFinite(topMs)) return html``;
  const seconds = Math.max(1, Math.ceil(result.scenario.durationMs / 1000));
  return html`<section id="latency"><h2>${LATENCY_WORDS.title}</h2><p class="note">${LATENCY_WORDS.note}</p>
<div class="cards">${regions.map(({ region, stages }) => card(region, stages, topMs, seconds))}</div></section>`;
}

function card(region: Region, stages: RegionStages | undefined, topMs: number, seconds: number): Markup {
  const header = html`<header><h3>${labelText(region)}</h3></header>`;
  if (stages === undefined)
    return html`<article class="card">${header}<p class="missing">${LATENCY_WORDS.missing}</p></article>`;
  const { typical, slow, known, viewers, readingErrorMs } = stages;
  const rows = LATENCY_STAGES.map(
    (stage) =>
      html`<tr><th scope="row"><svg class="swatch box" viewBox="0 0 10 10" aria-hidden="true"><rect class="stage-${stage}" width="10" height="10"/></svg> ${STAGE_WORDS[stage]}</th>${number(typical.stagesMs[stage], errorOf(stage, readingErrorMs))}${number(slow.stagesMs[stage])}</tr>`,
  );
  const partly = known.length === viewers ? '' : fill(LATENCY_WORDS.partly, { count: known.length, all: viewers });
  return html`<article class="card stages">${header}
<p>${sentences(stages)}</p>${partly === '' ? '' : html`<p class="note">${partly}</p>`}
${stageBar(typical, topMs)}${stageBar(slow, topMs, 'slow')}
<table><thead><tr><th scope="col">${LATENCY_WORDS.stage}</th><th scope="col" class="number">${LATENCY_WORDS.typical}</th><th scope="col" class="number">${LATENCY_WORDS.slowest}</th></tr></thead>
<tbody>${rows}</tbody><tfoot><tr><th scope="row">${LATENCY_WORDS.whole}</th>${number(typical.latencyMs)}${number(slow.latencyMs)}</tr></tfoot></table>
${course(stages, seconds, region)}</article>`;
}

/** "Of 129 ms, the network takes 95 ms and the jitter buffer 32 ms; everything else takes 2 ms." */
function sentences(stages: RegionStages): Content {
  const { typical, slow, heldMs, known } = stages;
  const [network, buffer] = [networkMs(typical), typical.stagesMs.jitterBuffer];
  const said: Text[] = [
    fill(LATENCY_WORDS.sentence, {
      ...{ total: ms(typical.latencyMs), network: ms(network), buffer: ms(buffer) },
      rest: ms(typical.latencyMs - network - buffer),
    }),
  ];
  if (heldMs !== undefined && heldMs >= WORTH_SAYING_MS) said.push(fill(LATENCY_WORDS.held, { held: ms(heldMs) }));
  if (typical.stagesMs.repair >= WORTH_SAYING_MS)
    said.push(fill(LATENCY_WORDS.repair, { repair: ms(typical.stagesMs.repair) }));
  const { stage, moreMs } = slowestStage(stages);
  if (moreMs >= WORTH_SAYING_MS)
    said.push(fill(LATENCY_WORDS.slow, { total: ms(slow.latencyMs), more: ms(moreMs), stage: STAGE_WORDS[stage] }));
  const isStrained = known.some(({ errors }) => Object.keys(errors ?? {}).some((id) => STAGE_METRICS.has(id)));
  if (isStrained) said.push(LATENCY_WORDS.strained);
  return said.map((sentence, i) => [i === 0 ? '' : GAP, sentence]);
}

/** Draws the course of the region's slowest viewer. */
function course({ known }: RegionStages, seconds: number, region: Region): Content {
  const [viewer] = known
    .filter(hasStageCourse)
    .toSorted((a, b) => (b.latencyStages?.typical.latencyMs ?? 0) - (a.latencyStages?.typical.latencyMs ?? 0));
  if (viewer === undefined) return '';
  const id = `stages-${slug(viewer.id)}`;
  const columns = LATENCY_STAGES.map(
    (stage): DataColumn => ({
      ...{ name: STAGE_WORDS[stage], unit: 'ms', extreme: 'largest' },
      points: viewer.series[stageMetricId(stage)] ?? [],
    }),
  );
  return html`<details><summary id="${id}">${fill(LATENCY_WORDS.course, { viewer: viewerName([region], viewer.id) })}</summary>
${stageCourse(viewer, seconds, id)}
${dataTable(columns, seconds)}</details>`;
}

/** Returns how far a stage may be off, ms: what reading has too much, the jitter buffer has too little. */
function errorOf(stage: LatencyStage, readingErrorMs: number | undefined): number | undefined {
  return stage === 'reading' || stage === 'jitterBuffer' ? readingErrorMs : undefined;
}

function number(value: number, error?: number): Markup {
  return html`<td class="number">${ms(value)}${error === undefined ? '' : ` ± ${ms(error)}`}</td>`;
}

function ms(value: number): string {
  return formatQuantity(value, 'ms');
}
