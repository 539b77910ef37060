import type { Result } from '../../../model/result/result.ts';
import type { Verdict } from '../../../model/result/verdict.ts';
import { explain, headline, metricLabel, type Statement } from '../../facts/explain.ts';
import { type InvalidGroup, invalidGroups } from '../../facts/invalid-groups.ts';
import { hostNote } from '../../messages/machine-words.ts';
import { SCREEN_WORDS } from '../../messages/screen-words.ts';
import { worthSentence } from '../../messages/verdict-words.ts';
import { COLON, ENUMERATION, fill, GAP, joinTexts, plain, STOP, type Text, WORDS } from '../../messages/words.ts';
import { boundsText } from '../../screen/bounds-text.ts';
import { formatActual, formatBound } from '../../text/format.ts';
import { ANCHORS } from '../anchors.ts';
import { outcomeChip } from '../icon.ts';
import { type Content, html, type Markup } from '../markup.ts';

/** Renders every cause with its evidence and what to change, and the takes that prove nothing. */
export function causeSection(result: Result): Markup {
  const isInvalid = result.outcome === 'invalid';
  const invalid = invalidGroups(result).map(invalidItem);
  const found = explain(result).map((finding) => findingItem(result, finding));
  const worth = worthSentence(result);
  const main = isInvalid ? invalid : found;
  return html`<section id="causes"><h2>${SCREEN_WORDS.causes}</h2><div class="card">
<p>${headline(result)}</p>
${worth === undefined ? '' : html`<p class="facts">${worth}</p>`}
${main.length === 0 ? '' : html`<ul class="findings">${main}</ul>`}
${!isInvalid && invalid.length > 0 ? html`<p class="headline">${WORDS.invalidTakes}</p><ul class="findings">${invalid}</ul>${hostLine(result)}` : ''}
</div></section>`;
}

function hostLine(result: Result): Content {
  const note = hostNote(result);
  return note === undefined ? '' : html`<p class="note">${note}</p>`;
}

function findingItem(result: Result, finding: Statement): Markup {
  const alsoWords = finding.outcome === 'warn' ? WORDS.alsoClose : WORDS.alsoMissed;
  return html`<li class="is-${finding.outcome} marked">${outcomeChip(finding.outcome)}<div>
<p><a href="#${ANCHORS.region(finding.region)}"><b>${finding.label}</b></a>${COLON}${finding.sentence}${STOP}</p>
${finding.facts.length > 0 ? html`<p class="evidence">${finding.facts.map((fact) => [fact, GAP])}</p>` : ''}
${finding.also.length > 0 ? html`<p class="evidence">${fill(alsoWords, { list: listOf(result, finding.also) })}${STOP}</p>` : ''}
${finding.advice === undefined ? '' : advice(finding.advice)}</div></li>`;
}

/** Returns "Latency p95 1.4 s (p95 ≤ 800 ms), Frame rate 0 fps (≥ 24 fps)". */
function listOf(result: Result, verdicts: readonly Verdict[]): Text {
  const items = verdicts.map((verdict) => {
    const label = metricLabel(result, verdict.metric);
    const actual = formatActual(verdict);
    const bound = verdict.outcome === 'warn' ? boundsText(verdict) : plain(formatBound(verdict));
    return fill(WORDS.boundedItem, { label, actual, bound });
  });
  return joinTexts(items, ENUMERATION);
}

function invalidItem({ reasons, advice: change }: InvalidGroup): Markup {
  const symptoms = reasons.map(
    ({ title, detail }) =>
      html`<p><b>${title}</b></p>${detail === undefined ? '' : html`<p class="evidence">${detail}</p>`}`,
  );
  return html`<li class="is-invalid"><div>${symptoms}
${advice(change)}</div></li>`;
}

function advice(text: Text): Markup {
  return html`<p class="advice"><b>${WORDS.advice}${COLON}</b>${text}</p>`;
}
