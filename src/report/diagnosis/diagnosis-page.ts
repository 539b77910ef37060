import type { Diagnosis } from '../../model/result/diagnosis.ts';
import { html, type Markup } from '../html/markup.ts';
import { shell } from '../html/shell.ts';
import { DIAGNOSIS_WORDS as WORDS } from '../messages/diagnosis-words.ts';
import { fill, WORDS as REPORT_WORDS } from '../messages/words.ts';
import { formatInstant } from '../text/format.ts';
import { diagnosisRows } from './diagnosis-rows.ts';
import { provenCauses } from './proven-cause.ts';

/** Renders a diagnosis as a page of its own. */
export function diagnosisPage(found: Diagnosis): string {
  return shell({
    title: WORDS.title,
    of: found.scenario.name,
    heading: WORDS.title,
    footer: fill(REPORT_WORDS.made, { version: found.tool.version, startedAt: formatInstant(found.endedAt) }),
    content: diagnosisSection(found),
  });
}

/** Renders the table of what each trial took away. */
function diagnosisSection(found: Diagnosis): Markup {
  const rows = diagnosisRows(found).map(
    ([trial, region, number, before, after, takenAway]) =>
      html`<tr><th scope="row">${trial}<small>${region}</small></th><td>${number}</td>
<td class="number">${before.en === '' || after.en === '' ? takenAway : html`${before} → ${after}<small>${fill(WORDS.gone, { takenAway })}</small>`}</td></tr>`,
  );
  return html`<section id="diagnosis"><h1>${WORDS.title} · ${found.scenario.name}</h1>${provenCauses(found).map((text) => html`<p><strong>${text}</strong></p>`)}<p class="note">${WORDS.note}</p>
<div class="card"><table><thead><tr><th scope="col">${WORDS.trial}</th><th scope="col">${WORDS.number}</th><th scope="col" class="number">${WORDS.change}</th></tr></thead><tbody>${rows}</tbody></table></div>
<p class="note">${WORDS.intervalNote}</p>
${found.isComplete ? '' : html`<p class="note">${WORDS.unfinished}</p>`}</section>`;
}
