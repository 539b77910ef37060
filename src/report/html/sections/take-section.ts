import type { Result, TakeResult } from '../../../model/result/result.ts';
import { NOTABLE_FACTOR } from '../../../model/scenario/slow.ts';
import { PACE_WORDS, speedOf } from '../../messages/pace-words.ts';
import { NO_DATA_TEXT, WORDS } from '../../messages/words.ts';
import { escapeTerminal } from '../../text/escape.ts';
import { outcomeChip } from '../icon.ts';
import { html, type Markup } from '../markup.ts';

/** Renders the takes with their seeds, outcomes and recordings. */
export function takeSection({ takes }: Result): Markup {
  if (takes.length === 0) return html``;
  const isPaced = takes.some(({ pace }) => pace !== undefined && pace.mostFactor >= NOTABLE_FACTOR);
  return html`<section id="takes"><h2>${WORDS.takes}</h2><p class="note">${WORDS.takesNote}</p>
<div class="card scroll" tabindex="0"><table><thead><tr><th scope="col">${WORDS.seed}</th><th scope="col">${WORDS.outcome}</th><th scope="col" class="number">${WORDS.missed}</th>${isPaced ? html`<th scope="col">${PACE_WORDS.speedColumn}</th>` : ''}<th scope="col">${WORDS.recording}</th></tr></thead>
<tbody>${takes.map((take) => row(take, isPaced))}</tbody></table></div></section>`;
}

function row({ seed, variant, outcome, verdicts, recording, pace }: TakeResult, isPaced: boolean): Markup {
  const speed = pace === undefined ? NO_DATA_TEXT : speedOf([pace]);
  const missed = verdicts.filter(({ outcome: met }) => met !== 'pass' && met !== 'warn').length;
  return html`<tr><th scope="row">${seed}${variant === undefined ? '' : html`<small>${variant}</small>`}</th><td>${outcomeChip(outcome)}</td><td class="number">${outcome === 'invalid' ? WORDS.notJudged : `${missed} / ${verdicts.length}`}</td>${isPaced ? html`<td>${speed}</td>` : ''}<td><a href="${relativeHref(recording)}">${recording}</a></td></tr>`;
}

/** Returns a link to a path beside the page, whatever the name looks like: "./" and escaped parts leave no room for a scheme. */
function relativeHref(path: string): string {
  return `./${escapeTerminal(path).split('/').map(encodeURIComponent).join('/')}`;
}
