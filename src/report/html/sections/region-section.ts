import type { Result, ScenarioSummary } from '../../../model/result/result.ts';
import type { Verdict } from '../../../model/result/verdict.ts';
import { regionDeviceFacts } from '../../facts/device-facts.ts';
import { metricLabel } from '../../facts/explain.ts';
import { regionJitterFacts } from '../../facts/jitter-facts.ts';
import { newcomerFacts } from '../../facts/newcomer-facts.ts';
import { summarizePath } from '../../facts/path-summary.ts';
import { scoreParts } from '../../facts/score-parts.ts';
import { soundSyncFacts } from '../../facts/sound-sync-facts.ts';
import { mostViewers, shownTake, shownVerdicts, takeOf } from '../../facts/takes.ts';
import { NETWORK_WORDS } from '../../messages/network-words.ts';
import { metricNote } from '../../messages/screen-words.ts';
import { noDataReason, spreadSentence, VERDICT_WORDS } from '../../messages/verdict-words.ts';
import { fill, GAP, WORDS } from '../../messages/words.ts';
import { boundsText } from '../../screen/bounds-text.ts';
import { worstFirst, worstOf } from '../../screen/heat-map.ts';
import {
  formatActual,
  formatBound,
  formatError,
  formatLimit,
  formatLocalTime,
  formatQuantity,
} from '../../text/format.ts';
import { labelText, viewerName } from '../../text/names.ts';
import { ANCHORS } from '../anchors.ts';
import { outcomeChip } from '../icon.ts';
import { type Content, html, type Markup } from '../markup.ts';
import { metricLink, metricTip, withTip } from '../tip.ts';
import { viewerTable } from './viewer-table.ts';

type RegionSummary = ScenarioSummary['regions'][number];

/** Renders a card per region: its limits with the numbers of its worst viewer, and all numbers folded away. */
export function regionSection(result: Result): Markup {
  const { verdicts, isJudged } = shownVerdicts(result);
  const cards = worstFirst(result).map((region) =>
    card(
      result,
      region,
      verdicts.filter((verdict) => verdict.region === region.id),
      isJudged,
    ),
  );
  return html`<section id="regions"><h2>${WORDS.regions}</h2>
<p class="note">${WORDS.regionsNote}</p>
<div class="cards">${cards}</div></section>`;
}

function card(result: Result, region: RegionSummary, verdicts: readonly Verdict[], isJudged: boolean): Markup {
  const worst = worstOf(verdicts);
  const rows = verdicts.map((verdict) => row(result, region, verdict, isJudged));
  const table = html`<table class="budgets"><thead><tr><th scope="col">${WORDS.metric}</th><th scope="col" class="number">${WORDS.actual}</th>${isJudged ? html`<th scope="col" class="number">${WORDS.outcome}</th>` : ''}</tr></thead>
<tbody>${rows}</tbody></table>`;
  return html`<article id="${ANCHORS.region(region.id)}" class="card open${isJudged && worst !== undefined ? ` edge is-${worst}` : ''}">
<header><h3>${labelText(region)}</h3>${isJudged && worst !== undefined ? outcomeChip(worst) : notJudged()}</header>
<p class="note">${pathLine(result, region)}</p>
${viewerNotes(result, region.id)}
${rows.length === 0 ? html`<p>${WORDS.noBudgets}</p>` : table}
${viewerTable(result, region.id)}
</article>`;
}

/** Renders whose device was at its limit, what jitter buffers did and whose sound was still on its way, even if every budget was kept. */
function viewerNotes(result: Result, region: string): Content {
  const take = shownTake(result);
  const facts = [
    ...newcomerFacts(result, region),
    ...regionDeviceFacts(result, take, region),
    ...regionJitterFacts(result.scenario, take, region),
    ...soundSyncFacts(result.scenario, take, (viewer) => viewer.region === region),
  ];
  return facts.length === 0 ? '' : html`<p class="advice">${facts.map((fact, i) => [i === 0 ? '' : GAP, fact])}</p>`;
}

function notJudged(): Markup {
  return html`<span class="chip">${WORDS.notJudged}</span>`;
}

function row(result: Result, region: RegionSummary, verdict: Verdict, isJudged: boolean): Markup {
  const id = ANCHORS.budget(region.id, verdict.metric, verdict.statistic);
  const isMissing = verdict.actual === undefined;
  const number = html`<td class="number">${isMissing ? html`<span class="missing">${VERDICT_WORDS['no-data']}</span>` : html`<b>${formatActual(verdict)}</b>${errorNote(verdict)}`}</td>`;
  const judged = isMissing
    ? html`<td colspan="2" class="number">${outcomeChip(verdict.outcome)}</td>`
    : html`${number}<td class="number">${outcomeChip(verdict.outcome)}</td>`;
  const why = verdict.reason === undefined ? '' : html`<small>${noDataReason(verdict.reason)}</small>`;
  const madeOf = scoreParts(result, verdict).map(
    (part) => html`<small>${metricLabel(result, part.metric)} ${formatQuantity(part.value, part.unit)}</small>`,
  );
  return html`<tr id="${id}"><th scope="row">${withTip(`${id}-tip`, metricLink(result, verdict.metric, `${id}-tip`), metricTip(result, verdict.metric, []))}<small>${limitNote(verdict)}</small>${worstNote(result, region, verdict)}${spreadNote(result, verdict)}${madeOf}${why}</th>${isJudged ? judged : number}</tr>`;
}

/** Renders how far the load of the machine may have moved the value. */
function errorNote(verdict: Verdict): Content {
  return verdict.error === undefined ? '' : html`<small>${formatError(verdict)}</small>`;
}

/** Renders whose value it is, where that is not obvious. */
function worstNote(result: Result, region: RegionSummary, { viewer, seed }: Verdict): Content {
  const manyTakes = result.takes.filter(({ outcome }) => outcome !== 'invalid').length > 1;
  const viewers = mostViewers(result.takes, region.id);
  if (viewer === undefined || (viewers <= 1 && !manyTakes)) return '';
  const words =
    viewers <= 1 ? WORDS.worstSeed : manyTakes && seed !== undefined ? WORDS.worstViewerSeed : WORDS.worstViewer;
  const name = viewerName([region], viewer);
  return html`<small><a href="#${ANCHORS.viewer(viewer, takeIndex(result, seed))}">${fill(words, { viewer: name, seed: seed ?? '' })}</a></small>`;
}

function spreadNote(result: Result, verdict: Verdict): Content {
  const spread = spreadSentence(result, verdict);
  return spread === undefined ? '' : html`<small>${spread}</small>`;
}

/** Renders the limit; both where there are two, so that a warning says how far it is from failing. */
function limitNote(verdict: Verdict): Content {
  const note = metricNote(verdict.metric);
  const limit =
    verdict.warnLimit === undefined
      ? { ...boundsText(verdict), en: `${WORDS.limit.en} ${formatBound(verdict)}` }
      : boundsText(verdict);
  return note === undefined ? limit : [note, html`<br/>`, limit];
}

/** Returns "on air 2026-11-27 19:00 local time · 2 viewers · round trip 150 ms · loss 1.2 % out, 0.2 % back · 1.5 Mbps". */
function pathLine({ scenario }: Result, region: RegionSummary): Content {
  const path = summarizePath([scenario.broadcast.firstMile, region.haul, region.access]);
  const viewers = region.viewers === 1 ? WORDS.viewersOne : fill(WORDS.viewersMany, { count: region.viewers });
  const loss = fill(NETWORK_WORDS.lossEachWay, {
    out: formatQuantity(path.out.lossFraction, 'fraction'),
    back: formatQuantity(path.back.lossFraction, 'fraction'),
  });
  const rate =
    path.out.rateBps === undefined
      ? NETWORK_WORDS.unlimited
      : formatLimit(Number(path.out.rateBps.toPrecision(3)), 'bps');
  const { localTime } = region;
  return [
    ...(localTime === undefined ? [] : [fill(NETWORK_WORDS.onAirAt, { local: formatLocalTime(localTime) }), ' · ']),
    viewers,
    ' · ',
    fill(NETWORK_WORDS.roundTripOf, { ms: formatQuantity(path.roundTripMs, 'ms') }),
    ' · ',
    loss,
    ' · ',
    rate,
  ];
}

/** Returns the place of the take that a seed was played in. */
function takeIndex(result: Result, seed: number | undefined): number {
  const take = seed === undefined ? undefined : takeOf(result, { seed });
  return take === undefined ? 0 : result.takes.indexOf(take);
}
