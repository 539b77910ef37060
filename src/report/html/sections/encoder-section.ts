import type { Result } from '../../../model/result/result.ts';
import { type EncoderArm, encoderArms } from '../../facts/encoder-arms.ts';
import type { EncoderRow } from '../../facts/encoder-row.ts';
import { ENCODER_WORDS } from '../../messages/encoder-words.ts';
import { icon } from '../icon.ts';
import { html, type Markup } from '../markup.ts';

/** Renders a card per broadcast: what was asked of its encoder, and what it did; nothing when that was not recorded. */
export function encoderSection(result: Result): Markup {
  const arms = encoderArms(result);
  if (arms.length === 0) return html``;
  return html`<section id="encoder"><h2>${ENCODER_WORDS.title}</h2><p class="note">${ENCODER_WORDS.note}</p>
<div class="cards">${arms.map((arm) => card(arm, arms.length > 1))}</div></section>`;
}

function card({ name, rows }: EncoderArm, isNamed: boolean): Markup {
  return html`<article class="card">${isNamed ? html`<header><h3>${name}</h3></header>` : ''}
<table><thead><tr><th scope="col">${ENCODER_WORDS.setting}</th><th scope="col">${ENCODER_WORDS.asked}</th><th scope="col">${ENCODER_WORDS.got}</th></tr></thead>
<tbody>${rows.map(tableRow)}</tbody></table></article>`;
}

function tableRow({ label, asked, got, note, isAsAsked }: EncoderRow): Markup {
  return html`<tr><th scope="row">${label}</th><td>${asked}</td><td>${got}${mark(isAsAsked)}${note === undefined ? '' : html`<small>${note}</small>`}</td></tr>`;
}

function mark(isAsAsked: boolean | undefined): Markup {
  if (isAsAsked === undefined) return html``;
  const outcome = isAsAsked ? 'pass' : 'warn';
  const words = isAsAsked ? ENCODER_WORDS.asAsked : ENCODER_WORDS.notAsAsked;
  return html`\u00a0<span class="asked is-${outcome}">${icon(outcome)}<span class="unseen">${words}</span></span>`;
}
