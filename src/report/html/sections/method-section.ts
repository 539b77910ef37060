import type { Result } from '../../../model/result/result.ts';
import { metricLabel } from '../../facts/explain.ts';
import { METRIC_DEFINITIONS_ZH } from '../../messages/metric-words.ts';
import { fill, WORDS } from '../../messages/words.ts';
import { foldedSection } from '../folded-section.ts';
import { html, type Markup } from '../markup.ts';

/** What each metric counts and whose definition it is. */
export function methodSection(result: Result): Markup {
  const items = result.metrics.map(({ id, definition, source }) => {
    const text = { en: definition, zh: METRIC_DEFINITIONS_ZH[id] ?? definition };
    return html`<div><dt>${metricLabel(result, id)} <code>${id}</code></dt><dd>${text}<small>${fill(WORDS.sourceOf, { source })}</small></dd></div>`;
  });
  return foldedSection('method', WORDS.method, html`<dl class="card definitions">${items}</dl>`);
}
