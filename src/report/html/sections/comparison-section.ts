import type { EncoderComparison } from '../../../model/result/encoder-comparison.ts';
import type { Result } from '../../../model/result/result.ts';
import { type ChangeRow, changeRow, type Labels } from '../../comparison/change-row.ts';
import {
  comparisonHeadline,
  comparisonName,
  loneFailureNotes,
  notReadyNotes,
  worseNotes,
} from '../../comparison/comparison-headline.ts';
import { settingChanges } from '../../comparison/setting-changes.ts';
import { comparisonText } from '../../messages/comparison-phrases.ts';
import { CHANGE_WORDS, COMPARISON_WORDS } from '../../messages/comparison-words.ts';
import { COLON, plain, WORDS } from '../../messages/words.ts';
import { html, type Markup } from '../markup.ts';

/** Tone of each outcome: that of a verdict of the same weight. */
const TONES = {
  improved: 'pass',
  'no-worse': 'pass',
  regressed: 'fail',
  inconclusive: 'warn',
  invalid: 'invalid',
} as const;

/** Renders the comparison of every variant with the broadcast itself; nothing without variants. */
export function comparisonSection({ comparisons = [], scenario, metrics }: Result): Markup {
  if (comparisons.length === 0) return html``;
  const labels: Labels = { regions: scenario.regions, metrics };
  return html`<section id="comparison"><h2>${CHANGE_WORDS.title}</h2><p class="note">${CHANGE_WORDS.note}</p>
${comparisons.map((comparison) => card(comparison, labels))}</section>`;
}

function card(comparison: EncoderComparison, labels: Labels): Markup {
  const rows = comparison.changes.map((change) => changeRow(change, labels));
  const others = rows.filter(({ change }) => !change.isBudgeted);
  return html`<div class="card edge is-${TONES[comparison.outcome]}"><header><h3>${comparisonName(comparison)}</h3>${outcome(comparison.outcome)}</header>
<p>${comparisonHeadline(comparison, labels)}</p>
${[...loneFailureNotes(comparison, labels), ...notReadyNotes(comparison, labels), ...worseNotes(comparison, labels)].map((worse) => html`<p>${worse}</p>`)}
<p class="evidence">${plain(settingChanges(comparison).join(', '))}</p>
${comparison.dropped.map(({ seed, arm, reason }) => html`<p class="evidence">${WORDS.seed} ${seed}, ${CHANGE_WORDS[arm]}${COLON}${comparisonText(reason)}</p>`)}
<div class="scroll" tabindex="0">${table(rows.filter(({ change }) => change.isBudgeted))}</div>
${others.length === 0 ? '' : html`<details><summary>${CHANGE_WORDS.others}</summary><div class="scroll" tabindex="0">${table(others)}</div></details>`}</div>`;
}

function outcome(of: EncoderComparison['outcome']): Markup {
  return html`<span class="chip is-${TONES[of]}">${COMPARISON_WORDS[of]}</span>`;
}

function table(rows: readonly ChangeRow[]): Markup {
  const number = (words: (typeof CHANGE_WORDS)[keyof typeof CHANGE_WORDS]) =>
    html`<th scope="col" class="number">${words}</th>`;
  return html`<table><thead><tr><th scope="col">${WORDS.region}</th><th scope="col">${WORDS.metric}</th>${number(CHANGE_WORDS.baseline)}${number(CHANGE_WORDS.candidate)}${number(CHANGE_WORDS.difference)}${number(CHANGE_WORDS.interval)}${number(CHANGE_WORDS.margin)}<th scope="col">${WORDS.outcome}</th></tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr><th scope="row">${row.region}</th><td>${row.label}</td><td class="number">${row.baseline}</td><td class="number">${row.candidate}</td><td class="number">${row.difference}</td><td class="number">${row.interval}</td><td class="number">${row.margin}</td><td>${outcome(row.change.outcome)}<small>${row.p}</small></td></tr>`,
  )}</tbody></table>`;
}
