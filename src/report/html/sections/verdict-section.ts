import type { Result } from '../../../model/result/result.ts';
import type { Verdict } from '../../../model/result/verdict.ts';
import { explain, headline, metricLabel, type Statement } from '../../facts/explain.ts';
import { type InvalidGroup, invalidGroups } from '../../facts/invalid-groups.ts';
import { NEXT_WORDS, nextCommand } from '../../facts/next-command.ts';
import { shownVerdicts } from '../../facts/takes.ts';
import { hostNote } from '../../messages/machine-words.ts';
import { paceNotes } from '../../messages/pace-words.ts';
import { OUTCOME_WORDS, worthSentence } from '../../messages/verdict-words.ts';
import { COLON, ENUMERATION, fill, GAP, joinTexts, STOP, type Text, WORDS } from '../../messages/words.ts';
import { formatActual, formatBound, formatDuration, formatQuantity } from '../../text/format.ts';
import { icon, outcomeChip } from '../icon.ts';
import { html, type Markup } from '../markup.ts';

/** Renders the top of the page: the outcome, one sentence, and for each cause what to change. */
export function verdictSection(result: Result): Markup {
  const isInvalid = result.outcome === 'invalid';
  const invalid = invalidGroups(result.invalidReasons).map(invalidItem);
  const found = explain(result).map((finding) => findingItem(result, finding));
  const worth = worthSentence(result);
  const main = isInvalid ? invalid : found;
  return html`<section id="verdict" class="verdict is-${result.outcome}">
<p class="scenario">${result.scenario.name}</p>
<h1>${icon(result.outcome)}${OUTCOME_WORDS[result.outcome]}</h1>
<p class="facts">${facts(result)}</p>
${paceLine(result)}
<p class="headline">${headline(result)}</p>
${worth === undefined ? '' : html`<p class="facts">${worth}</p>`}
${main.length === 0 ? '' : html`<ul class="findings">${main}</ul>`}
${isInvalid ? whatNext(result) : ''}
${shownVerdicts(result).isJudged ? '' : html`<p class="note">${WORDS.invalidNumbers}</p>`}
${!isInvalid && invalid.length > 0 ? html`<p class="headline">${WORDS.invalidTakes}</p><ul class="findings">${invalid}</ul>${hostLine(result)}` : ''}
</section>`;
}

/** Renders how fast the rehearsal was played, which tells why its numbers hold although the machine was not fast enough. */
function paceLine(result: Result): Markup {
  const notes = paceNotes(result);
  return notes.length === 0 ? html`` : html`<p class="facts">${notes.map((note, i) => [i === 0 ? '' : GAP, note])}</p>`;
}

/** Renders the load of the machine as an explanation, and the command to try. */
function whatNext(result: Result): Markup {
  const command = nextCommand(result);
  return html`${hostLine(result)}${command === undefined ? '' : html`<p class="advice"><b>${NEXT_WORDS.tryNextHere}${COLON}</b><code>${command}</code></p>`}`;
}

function hostLine(result: Result): Markup {
  const note = hostNote(result);
  return note === undefined ? html`` : html`<p class="note">${note}</p>`;
}

function facts({ scenario }: Result): Text {
  const { video } = scenario.broadcast;
  return fill(WORDS.facts, {
    regions: scenario.regions.length,
    viewers: scenario.regions.reduce((sum, region) => sum + region.viewers, 0),
    duration: formatDuration(scenario.durationMs),
    codec: video.codec.toUpperCase(),
    width: video.width,
    height: video.height,
    fps: formatQuantity(video.fps, 'fps'),
    bitrate: formatQuantity(video.bitrateBps, 'bps'),
  });
}

function findingItem(result: Result, finding: Statement): Markup {
  const alsoWords = finding.outcome === 'warn' ? WORDS.alsoClose : WORDS.alsoMissed;
  return html`<li class="is-${finding.outcome} marked">${outcomeChip(finding.outcome)}<div>
<p><b>${finding.label}</b>${COLON}${finding.sentence}${STOP}</p>
${finding.facts.length > 0 ? html`<p class="evidence">${finding.facts.map((fact) => [fact, GAP])}</p>` : ''}
${finding.also.length > 0 ? html`<p class="evidence">${fill(alsoWords, { list: listOf(result, finding.also) })}${STOP}</p>` : ''}
${finding.advice === undefined ? '' : advice(finding.advice)}</div></li>`;
}

/** Returns "Latency p95 1.4 s (p95 ≤ 800 ms), Frame rate 0 fps (≥ 24 fps)". */
function listOf(result: Result, verdicts: readonly Verdict[]): Text {
  const items = verdicts.map((verdict) => {
    const label = metricLabel(result, verdict.metric);
    const numbers = ` ${formatActual(verdict)} (${formatBound(verdict)})`;
    return { en: label.en + numbers, zh: label.zh + numbers };
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
