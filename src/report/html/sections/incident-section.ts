import type { Result } from '../../../model/result/result.ts';
import { type IncidentFact, incidentFacts } from '../../facts/incident-facts.ts';
import { INCIDENT_WORDS, SEVERITY_WORDS } from '../../messages/incident-words.ts';
import { COLON, fill, GAP, STOP, WORDS } from '../../messages/words.ts';
import { html, type Markup } from '../markup.ts';

/** Most incidents on the page; the worst are kept. */
const MOST_INCIDENTS = 12;
const TONES = { slight: 'warn', clear: 'warn', severe: 'fail' } as const;

/** Renders what went wrong in the take shown, each with its likely cause; nothing where nothing did. */
export function incidentSection(result: Result): Markup {
  const { facts, more } = incidentFacts(result, MOST_INCIDENTS);
  if (facts.length === 0) return html``;
  const rest = more === 0 ? '' : html`<p class="note">${fill(INCIDENT_WORDS.more, { count: more })}</p>`;
  return html`<section id="incidents"><h2>${INCIDENT_WORDS.title}</h2><p class="note">${INCIDENT_WORDS.note}</p>
<ul class="findings">${facts.map(item)}</ul>${rest}</section>`;
}

function item({ severity, head, what, why, advice }: IncidentFact): Markup {
  const tone = TONES[severity];
  return html`<li class="is-${tone} marked"><span class="chip is-${tone}">${SEVERITY_WORDS[severity]}</span><div>
<p><b>${head}</b>${COLON}${what}${STOP}${GAP}${why}</p>
${advice === undefined ? '' : html`<p class="advice"><b>${WORDS.advice}${COLON}</b>${advice}</p>`}</div></li>`;
}
