import type { Result } from '../../../model/result/result.ts';
import { earlierNotes } from '../../facts/earlier-notes.ts';
import { HISTORY_WORDS } from '../../messages/history-words.ts';
import { html, type Markup } from '../markup.ts';

/** Renders how the rehearsal compares with the last one of the same, whose page lies beside this one; nothing without one. */
export function earlierSection(result: Result): Markup {
  const [main, ...more] = earlierNotes(result);
  if (main === undefined || result.earlier === undefined) return html``;
  const page = `../${encodeURIComponent(result.earlier.directory)}/index.html`;
  return html`<section id="earlier"><h2>${HISTORY_WORDS.title}</h2><div class="card"><p>${main}</p>
${more.map((note) => html`<p class="note">${note}</p>`)}<p><a href="${page}">${result.earlier.directory}</a></p></div></section>`;
}
