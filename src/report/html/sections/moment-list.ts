import type { Result, TakeResult } from '../../../model/result/result.ts';
import { TIMELINE_WORDS } from '../../messages/timeline-words.ts';
import { fill } from '../../messages/words.ts';
import { formatSeconds, formatSpan } from '../../text/format-seconds.ts';
import { type Moment, moments } from '../../timeline/moments.ts';
import { html, type Markup } from '../markup.ts';

const MOST_MOMENTS = 6;

/** In words, what the tracks below show: when a region's pictures stood still, and what the network did then. */
export function momentList(result: Result, take: TakeResult, region: string): Markup {
  const all = moments(result, take, region);
  if (all.length === 0) return html`<p class="note">${TIMELINE_WORDS.momentNone}</p>`;
  const longest = [...all].sort((a, b) => lengthOf(b) - lengthOf(a)).slice(0, MOST_MOMENTS);
  const left = all.length - longest.length;
  return html`<h4>${TIMELINE_WORDS.moments}</h4><ul class="moments">${all.filter((each) => longest.includes(each)).map(item)}</ul>
${left > 0 ? html`<p class="note">${fill(TIMELINE_WORDS.momentsLess, { count: left })}</p>` : ''}`;
}

function lengthOf({ fromMs, toMs, stillMs }: Moment): number {
  return stillMs ?? toMs - fromMs;
}

function item(moment: Moment): Markup {
  const { viewer, stillMs, facts } = moment;
  const still =
    stillMs === undefined
      ? fill(TIMELINE_WORDS.momentStillSome, { viewer })
      : fill(TIMELINE_WORDS.momentStill, { viewer, time: formatSeconds(stillMs) });
  const beside =
    facts.length === 0
      ? html`<span class="note">${TIMELINE_WORDS.momentUnexplained}</span>`
      : html`${facts.map((fact, i) => [i === 0 ? '' : ' · ', fact])}`;
  return html`<li><b>${formatSpan(moment)}</b><span>${still}</span><span>${beside}</span></li>`;
}
