import type { Result } from '../../model/result.ts';
import { metricLabel } from '../explain.ts';
import { METRIC_DEFINITIONS_ZH } from '../metric-words.ts';
import { fill, WORDS } from '../words.ts';
import { folded } from './folded.ts';
import { html, type Markup } from './markup.ts';

/** What each metric counts and whose definition it is. */
export function methodSection(result: Result): Markup {
  const items = result.metrics.map(({ id, definition, source }) => {
    const text = { en: definition, zh: METRIC_DEFINITIONS_ZH[id] ?? definition };
    return html`<div><dt>${metricLabel(result, id)} <code>${id}</code></dt><dd>${text}<small>${fill(WORDS.sourceOf, { source })}</small></dd></div>`;
  });
  return folded('method', WORDS.method, html`<dl class="card definitions">${items}</dl>`);
}
