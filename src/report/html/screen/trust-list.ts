import type { Result } from '../../../model/result/result.ts';
import { SCREEN_WORDS } from '../../messages/screen-words.ts';
import { type TrustFact, trustFacts } from '../../screen/trust-facts.ts';
import { icon } from '../icon.ts';
import { html, type Markup } from '../markup.ts';

/** Renders what the trust in the verdict rests on, each with an explanation and a link to its proof. */
export function trustList(result: Result): Markup {
  const facts = trustFacts(result);
  if (facts.length === 0) return html``;
  return html`<div class="trust"><h2 class="unseen">${SCREEN_WORDS.trust}</h2><ul>${facts.map(item)}</ul></div>`;
}

function item({ id, label, value, note, tip, target, isGood }: TrustFact): Markup {
  const mark = isGood === undefined ? '' : icon(isGood ? 'pass' : 'warn');
  const tone = isGood === undefined ? '' : ` is-${isGood ? 'pass' : 'warn'}`;
  return html`<li class="has-tip${tone}"><a href="#${target}" aria-describedby="tip-${id}"><span class="name">${label}</span> <b>${mark}${value}</b>${note === undefined ? '' : html` <small>${note}</small>`}</a><span class="tip" role="tooltip" id="tip-${id}">${tip}</span></li>`;
}
