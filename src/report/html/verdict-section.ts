import type { Result } from '../../model/result.ts';
import type { InvalidReason } from '../../model/verdict.ts';
import { explain, type Finding, headline, metricLabel } from '../explain.ts';
import { formatActual, formatBound, formatDuration, formatQuantity } from '../format.ts';
import { invalidReasonText } from '../invalid-words.ts';
import { fill, OUTCOME_WORDS, plain, type Text, WORDS } from '../words.ts';
import { chip, icon } from './icon.ts';
import { html, type Markup } from './markup.ts';

/** The first thing on the page: the outcome, one sentence, and for each cause what to change. */
export function verdictSection(result: Result): Markup {
  const items =
    result.outcome === 'invalid'
      ? result.invalidReasons.map((reason) => invalidItem(reason, result.scenario.durationMs))
      : explain(result).map((finding) => findingItem(result, finding));
  return html`<section id="verdict" class="verdict is-${result.outcome}">
<p class="scenario">${result.scenario.name}</p>
<h1>${icon(result.outcome)}${OUTCOME_WORDS[result.outcome]}</h1>
<p class="facts">${facts(result)}</p>
<p class="headline">${headline(result)}</p>
${items.length === 0 ? '' : html`<ul class="findings">${items}</ul>`}
${result.outcome === 'invalid' ? html`<p class="note">${WORDS.invalidNumbers}</p>` : ''}
</section>`;
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

function findingItem(result: Result, finding: Finding): Markup {
  const also = finding.also.map((verdict) => {
    const label = metricLabel(result, verdict.metric);
    const numbers = ` ${formatActual(verdict)} (${formatBound(verdict)})`;
    return { en: `${label.en}${numbers}`, zh: `${label.zh}${numbers}` };
  });
  const list = { en: also.map(({ en }) => en).join(', '), zh: also.map(({ zh }) => zh).join('、') };
  const words = finding.outcome === 'warn' ? WORDS.alsoClose : WORDS.alsoMissed;
  return html`<li>${chip(finding.outcome)}
<p><b>${finding.label}</b>${COLON}${finding.sentence}${STOP}</p>
${finding.facts.length > 0 ? html`<p class="evidence">${finding.facts.map((fact) => [fact, ' '])}</p>` : ''}
${also.length > 0 ? html`<p class="evidence">${fill(words, { list })}${STOP}</p>` : ''}
${finding.advice === undefined ? '' : advice(finding.advice)}</li>`;
}

function invalidItem(reason: InvalidReason, durationMs: number): Markup {
  const { text, advice: change, original } = invalidReasonText(reason);
  const seconds =
    reason.seconds === undefined
      ? ''
      : fill(WORDS.invalidSeconds, {
          seconds: formatDuration(reason.seconds * 1000),
          total: formatDuration(durationMs),
        });
  return html`<li>${chip('invalid')}
<p><b>${text}</b>${original === undefined ? '' : html` <span lang="zh-Hans" class="note">${original}</span>`}</p>
${seconds === '' ? '' : html`<p class="evidence">${seconds}</p>`}
${advice(change)}</li>`;
}

function advice(text: Text): Markup {
  return html`<p class="advice"><b>${WORDS.advice}${COLON}</b>${text}</p>`;
}

const COLON: Text = { en: ': ', zh: '：' };
const STOP: Text = { en: '.', zh: '。' };
export { COLON, plain };
