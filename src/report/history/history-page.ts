import { outcomeChip } from '../html/icon.ts';
import { instant } from '../html/instant.ts';
import { html, type Markup } from '../html/markup.ts';
import { shell } from '../html/shell.ts';
import { HISTORY_WORDS } from '../messages/history-words.ts';
import { fill, WORDS } from '../messages/words.ts';
import { formatInstant } from '../text/format.ts';
import { courseChart } from './course-chart.ts';
import type { HistoryEntry, HistoryNumber } from './history-entry.ts';

/** Mark of pages made here, so that nobody else's index.html is ever replaced. */
export const HISTORY_MARK = '<section id="rehearsals">';

/** Fewest rehearsals that make a course. */
const LEAST_POINTS = 2;
const NUMBERS: readonly HistoryNumber[] = ['stutterRate', 'latency', 'firstFrame'];

interface HistoryPage {
  /** Newest first. */
  readonly entries: readonly HistoryEntry[];
  readonly unreadable: readonly string[];
  readonly version: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
}

/** Renders index.html of a folder of rehearsals: how each scenario went over time, and a table with links to all reports. */
export function historyPage({ entries, unreadable, version, madeAt }: HistoryPage): string {
  const list = unreadable.join(', ');
  return shell({
    title: HISTORY_WORDS.rehearsals,
    heading: HISTORY_WORDS.rehearsals,
    footer: fill(WORDS.made, { version, startedAt: formatInstant(madeAt) }),
    content: html`<section id="rehearsals"><h1>${HISTORY_WORDS.rehearsals}</h1>
<p class="facts">${fill(HISTORY_WORDS.count, { count: entries.length })}</p>
<div class="card scroll"><table><thead><tr>${titles()}</tr></thead><tbody>${entries.map(row)}</tbody></table></div>
${unreadable.length === 0 ? '' : html`<p class="note">${fill(HISTORY_WORDS.unreadable, { list })}</p>`}</section>
${courses(entries)}`,
  });
}

function titles(): readonly Markup[] {
  const { when, scenario, verdict, worstRegion, minutes } = HISTORY_WORDS;
  return [when, verdict, scenario, worstRegion, minutes].map(
    (title) => html`<th scope="col"${title === minutes ? html` class="number"` : ''}>${title}</th>`,
  );
}

function row({ directory, startedAt, scenario, outcome, worstRegion, measuredMinutes }: HistoryEntry): Markup {
  const page = `${encodeURIComponent(directory)}/index.html`;
  return html`<tr><td><a href="${page}">${instant(startedAt)}</a></td><td>${outcomeChip(outcome)}</td><td>${scenario}</td><td>${worstRegion ?? HISTORY_WORDS.noWorst}</td><td class="number">${minutesText(measuredMinutes)}</td></tr>`;
}

/** Formats minutes with one decimal below ten: "0.3", "4.5", "12". */
export function minutesText(minutes: number): string {
  return minutes < 10 ? String(Number(minutes.toFixed(1))) : String(Math.round(minutes));
}

/** Renders the courses of every scenario that was rehearsed at least twice under the conditions of its newest rehearsal. */
function courses(entries: readonly HistoryEntry[]): Markup {
  const names = [...new Set(entries.map(({ scenario }) => scenario))];
  const cards = names.flatMap((name, place) => {
    const own = entries.filter(({ scenario }) => scenario === name);
    const like = own.filter(({ conditions }) => conditions === own[0]?.conditions);
    if (like.length < LEAST_POINTS) return [];
    const charts = NUMBERS.map((id) => courseChart(id, like.toReversed(), place));
    const others = own.length - like.length;
    return [
      html`<article class="card"><h3>${name}</h3>${charts}${others === 0 ? '' : html`<p class="note">${fill(HISTORY_WORDS.otherConditions, { count: others })}</p>`}</article>`,
    ];
  });
  if (cards.length === 0) return html``;
  return html`<section id="courses"><h2>${HISTORY_WORDS.overTime}</h2><p class="note">${HISTORY_WORDS.worstViewer}</p><div class="cards">${cards}</div></section>`;
}
