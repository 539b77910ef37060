import type { Result } from '../../../model/result/result.ts';
import { metricLabel } from '../../facts/explain.ts';
import { metricDefinition } from '../../messages/metric-words.ts';
import { fill, WORDS } from '../../messages/words.ts';
import { ANCHORS } from '../anchors.ts';
import { foldedSection } from '../folded-section.ts';
import { html, type Markup } from '../markup.ts';

/** Renders what each metric counts and whose definition it is. */
export function methodSection(result: Result): Markup {
  const items = result.metrics.map((metric) => {
    const { id, source } = metric;
    return html`<div id="${ANCHORS.metric(id)}"><dt>${metricLabel(result, id)} <code>${id}</code></dt><dd>${metricDefinition(metric)}<small>${fill(WORDS.sourceOf, { source })}</small></dd></div>`;
  });
  return foldedSection('method', WORDS.method, html`<dl class="card definitions">${items}</dl>`);
}
