import type { Advice, Recommendation, StandingState, TriedRung } from '../../model/result/recommendation.ts';
import { icon } from '../html/icon.ts';
import { html, type Markup } from '../html/markup.ts';
import { shell } from '../html/shell.ts';
import { ADVICE_WORDS, STANDING_WORDS, RECOMMENDATION_WORDS as WORDS } from '../messages/recommendation-words.ts';
import { fill, WORDS as REPORT_WORDS, type Text } from '../messages/words.ts';
import { formatInstant, formatQuantity } from '../text/format.ts';
import { labelText, regionName } from '../text/names.ts';
import { adviceRow, certaintyText, rungText, standingIn } from './recommendation-rows.ts';

const ADVICE_TONES = { proven: 'pass', likely: 'warn', none: 'fail' } as const;
const STANDING_TONES = { within: 'pass', beyond: 'fail', 'ruled-out': 'no-data', open: 'warn' } as const;

/** Renders index.html of a search: what to send on top, then region by region, then the evidence. */
export function recommendationPage(found: Recommendation): string {
  const { scenario, overall } = found;
  const all = scenario.regions.map(({ id }) => id);
  return shell({
    title: WORDS.title,
    of: scenario.name,
    heading: WORDS.title,
    footer: fill(REPORT_WORDS.made, { version: found.tool.version, startedAt: formatInstant(found.startedAt) }),
    content: html`${verdict(overall, all, found)}
<section id="regions"><h2>${WORDS.perRegion}</h2><p class="note">${WORDS.perRegionNote}</p>
<div class="cards">${found.regions.map((advice) => card(advice, advice.region, found))}</div></section>
${evidence(found)}
<section id="how"><h2>${WORDS.how}</h2><div class="card"><p>${certaintyText(found)}</p></div></section>`,
  });
}

function verdict(advice: Advice, regions: readonly string[], found: Recommendation): Markup {
  const { outcome, rung, evidence: text, step } = adviceRow(advice, regions, found);
  const tone = ADVICE_TONES[outcome];
  return html`<section class="verdict is-${tone}"><p class="scenario">${found.scenario.name} · ${WORDS.forAll}</p>
<h1>${icon(tone)}${rung ?? ADVICE_WORDS.none}</h1>
<p class="headline">${text}</p>${price(step)}
${found.isComplete ? '' : html`<p class="note">${WORDS.unfinished}</p>`}</section>`;
}

function card(advice: Advice, region: string, found: Recommendation): Markup {
  const { outcome, rung, evidence: text, step } = adviceRow(advice, [region], found);
  const tone = ADVICE_TONES[outcome];
  return html`<article class="card edge is-${tone}"><header><h3>${regionName(found.scenario.regions, region)}</h3>${chip(tone, ADVICE_WORDS[outcome])}</header>
${rung === undefined ? '' : html`<p class="scenario">${rung}</p>`}<p>${text}</p>${price(step)}</article>`;
}

function price(step: { readonly name: Text; readonly price: Text } | undefined): Markup {
  if (step === undefined) return html`<p class="evidence">${WORDS.top}</p>`;
  return html`<p class="advice"><b>${step.name}</b> ${step.price}</p>`;
}

function evidence(found: Recommendation): Markup {
  const { rungs, scenario } = found;
  const head = scenario.regions.map((region) => html`<th scope="col">${labelText(region)}</th>`);
  return html`<section id="evidence"><h2>${WORDS.evidence}</h2><p class="note">${WORDS.evidenceNote}</p>
<div class="card scroll" tabindex="0"><table><thead><tr><th scope="col">${WORDS.step}</th><th scope="col" class="number">${WORDS.encoded}</th><th scope="col" class="number">${WORDS.clarity}</th>${head}</tr></thead>
<tbody>${rungs.map((rung) => row(rung, found))}</tbody></table></div></section>`;
}

function row(rung: TriedRung, found: Recommendation): Markup {
  const { encodedBps, clarity, invalidTakes } = rung;
  const cells = found.scenario.regions.map(({ id }) => {
    const { state, passes, fails } = standingIn(found, rung.name, id);
    const takes = passes + fails;
    const count = takes === 0 ? WORDS.untried : fill(WORDS.takesOf, { passes, takes });
    return html`<td>${standing(state)}<small>${count}</small></td>`;
  });
  const invalid = invalidTakes === 0 ? '' : html`<small>${fill(WORDS.invalidTakes, { count: invalidTakes })}</small>`;
  const number = (text: string) => html`<td class="number">${text}</td>`;
  return html`<tr><th scope="row">${rungText(rung)}${invalid}</th>${number(encodedBps === undefined ? '' : formatQuantity(encodedBps, 'bps'))}${number(clarity === undefined ? '' : formatQuantity(clarity, 'similarity'))}${cells}</tr>`;
}

function standing(state: StandingState): Markup {
  return chip(STANDING_TONES[state], STANDING_WORDS[state]);
}

function chip(tone: (typeof STANDING_TONES)[StandingState], words: Text): Markup {
  return html`<span class="chip is-${tone}">${icon(tone)}${words}</span>`;
}
