import type { Result } from '../../model/result/result.ts';
import { metricLabel } from '../facts/explain.ts';
import { metricDefinition } from '../messages/metric-words.ts';
import { metricNote, UNIT_WORDS } from '../messages/screen-words.ts';
import { GAP, type Text } from '../messages/words.ts';
import { labelText } from '../text/names.ts';
import { ANCHORS } from './anchors.ts';
import { type Content, html, type Markup } from './markup.ts';

/** Renders an element with an explanation that appears while it is pointed at or has the focus; Escape hides it. */
export function withTip(id: string, element: Content, explanation: Content): Markup {
  return html`<span class="has-tip">${element}<span class="tip" role="tooltip" id="${id}">${explanation}</span></span>`;
}

/** Renders the explanation of a metric: definition, unit, and what else is to be said about this number. */
export function metricTip({ metrics }: Pick<Result, 'metrics'>, metric: string, more: readonly Text[]): Content {
  const info = metrics.find(({ id }) => id === metric);
  if (info === undefined) return more.map((text) => [text, GAP]);
  const note = metricNote(metric);
  return html`<b>${labelText(info)}</b>${note === undefined ? '' : html` (${note})`} · ${UNIT_WORDS[info.unit]}<br/>${metricDefinition(info)}${more.map((text) => html`<br/>${text}`)}`;
}

/** Renders a metric's name as a link to its definition. */
export function metricLink(result: Pick<Result, 'metrics'>, metric: string, tip: string): Markup {
  return html`<a class="term" href="#${ANCHORS.metric(metric)}" aria-describedby="${tip}">${metricLabel(result, metric)}</a>`;
}
