import type { Result } from '../../../model/result/result.ts';
import { earlierChanges, earlierNotes } from '../../facts/earlier-notes.ts';
import { HISTORY_WORDS } from '../../messages/history-words.ts';
import { OUTCOME_WORDS } from '../../messages/verdict-words.ts';
import { COLON, WORDS } from '../../messages/words.ts';
import { instant } from '../instant.ts';
import { html, type Markup } from '../markup.ts';

/** Renders how the rehearsal compares with the last one of the same, whose page lies beside this one; nothing without one. */
export function earlierSection(result: Result): Markup {
  const { earlier } = result;
  if (earlier === undefined) return html``;
  const page = `../${encodeURIComponent(earlier.directory)}/index.html`;
  const head = html`<p><a href="${page}">${HISTORY_WORDS.last} ${instant(earlier.startedAt)}</a>${COLON}${OUTCOME_WORDS[earlier.outcome]}</p>`;
  const changes = earlierChanges(result);
  const [same, ...notes] = earlierNotes(result);
  const body =
    changes.length === 0
      ? html`<p>${same}</p>`
      : html`<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">${WORDS.region}</th><th scope="col">${WORDS.metric}</th><th scope="col" class="number">${HISTORY_WORDS.before}</th><th scope="col" class="number">${HISTORY_WORDS.now}</th></tr></thead>
<tbody>${changes.map(({ region, metric, before, now }) => html`<tr><th scope="row">${region}</th><td>${metric}</td><td class="number">${before}</td><td class="number"><b>${now}</b></td></tr>`)}</tbody></table></div>`;
  return html`<section id="earlier"><h2>${HISTORY_WORDS.title}</h2><div class="card">${head}${body}${notes.map((note) => html`<p class="note">${note}</p>`)}</div></section>`;
}
