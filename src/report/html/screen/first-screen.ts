import type { Result } from '../../../model/result/result.ts';
import { NEXT_WORDS, nextCommand } from '../../facts/next-command.ts';
import { shownVerdicts } from '../../facts/takes.ts';
import { COMPARISON_WORDS } from '../../messages/comparison-words.ts';
import { hostNote } from '../../messages/machine-words.ts';
import { paceNotes } from '../../messages/pace-words.ts';
import { SCREEN_WORDS } from '../../messages/screen-words.ts';
import { OUTCOME_WORDS } from '../../messages/verdict-words.ts';
import { COLON, fill, GAP, STOP, type Text, WORDS } from '../../messages/words.ts';
import { oneChange, whySentence } from '../../screen/first-screen.ts';
import { formatDuration, formatLocalTime, formatQuantity } from '../../text/format.ts';
import { icon } from '../icon.ts';
import { instant } from '../instant.ts';
import { type Content, html, type Markup } from '../markup.ts';
import { heatTable } from './heat-table.ts';
import { trustList } from './trust-list.ts';

/** Renders what a producer reads first: when, the verdict, one reason, one change, how far to trust it, and a table of regions. */
export function firstScreen(result: Result): Markup {
  return html`<section id="verdict" class="verdict is-${result.outcome}">
<div class="heading"><div><p class="scenario">${result.scenario.name}</p><p class="facts">${when(result)}</p></div>
<h1>${icon(result.outcome)}${OUTCOME_WORDS[result.outcome]}</h1></div>
<p class="headline">${whySentence(result)} ${causesLink(result)}</p>
${change(result)}
${trustList(result)}
${shownVerdicts(result).isJudged ? '' : html`<p class="facts">${WORDS.invalidNumbers}</p>`}
${heatTable(result)}
${finePrint(result)}
</section>`;
}

/** Renders when it goes on air, when it was rehearsed, and how it compares. The script turns instants into the reader's time. */
function when({ scenario, startedAt, comparisons = [], earlier }: Result): Content {
  const { airtime } = scenario;
  const rehearsed = html`${SCREEN_WORDS.rehearsed} ${instant(startedAt)}`;
  const compared = comparisons.map(({ baseline, candidate, outcome }) => {
    const words = fill(SCREEN_WORDS.compared, {
      ...{ baseline: baseline.name, candidate: candidate.name },
      outcome: COMPARISON_WORDS[outcome],
    });
    return html` · <a href="#comparison">${words}</a>`;
  });
  const last =
    earlier === undefined
      ? ''
      : html` · <a href="#earlier">${SCREEN_WORDS.lastTime} ${instant(earlier.startedAt)}${COLON}${OUTCOME_WORDS[earlier.outcome]}</a>`;
  return html`${airtime === undefined ? '' : html`${fill(SCREEN_WORDS.onAir, { time: formatLocalTime(airtime) })} · `}${rehearsed}${last}${compared}`;
}

function causesLink({ outcome, verdicts, invalidReasons }: Result): Content {
  const count = new Set(verdicts.filter((verdict) => verdict.outcome !== 'pass').map(({ region }) => region)).size;
  if (outcome === 'invalid' ? invalidReasons.length === 0 : count === 0) return '';
  return html`<a href="#causes">${SCREEN_WORDS.all}</a>`;
}

/** Renders the one thing to change, or for INVALID the command to run. */
function change(result: Result): Content {
  const command = nextCommand(result);
  if (command !== undefined)
    return html`<p class="advice"><b>${NEXT_WORDS.tryNextHere}${COLON}</b><code>${command}</code></p>`;
  const text = oneChange(result);
  return text === undefined
    ? ''
    : html`<p class="advice"><b>${result.outcome === 'not-ready' ? SCREEN_WORDS.change : WORDS.advice}${COLON}</b>${text}</p>`;
}

/** Renders the settings, the pace and the machine in small print, with the raw data. */
function finePrint(result: Result): Markup {
  const notes: Text[] = [settings(result), ...paceNotes(result)];
  const host = result.outcome === 'invalid' ? hostNote(result) : undefined;
  if (host !== undefined) notes.push(host);
  return html`<p class="facts fine">${notes.map((note, i) => [i === 0 ? '' : GAP, note, i === 0 ? STOP : ''])} <a href="./result.json" download>${SCREEN_WORDS.download}</a></p>`;
}

function settings({ scenario }: Result): Text {
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
