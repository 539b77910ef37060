import type { Outcome, VerdictOutcome } from '../../model/result/verdict.ts';
import { OUTCOME_WORDS, VERDICT_WORDS } from '../messages/verdict-words.ts';
import { html, type Markup, trusted } from './markup.ts';

/** Icons by outcome, on a 20 by 20 grid. They differ in shape, not only in colour: tick, cross, triangle, question mark, slashed circle. */
const SHAPES: Record<Outcome | VerdictOutcome, string> = {
  ready: '<circle cx="10" cy="10" r="8.5"/><path d="M6 10.4l2.8 2.8L14.2 7.4"/>',
  pass: '<path d="M4.5 10.6l3.6 3.6L15.5 6.2"/>',
  'not-ready': '<circle cx="10" cy="10" r="8.5"/><path d="M7 7l6 6M13 7l-6 6"/>',
  fail: '<path d="M5.5 5.5l9 9M14.5 5.5l-9 9"/>',
  warn: '<path d="M10 2.8L18 16.8H2z"/><path d="M10 8v4M10 14.4v.1"/>',
  invalid: '<circle cx="10" cy="10" r="8.5"/><path d="M4.2 15.8L15.8 4.2"/>',
  uncertain:
    '<path d="M3.5 12.5c2.2-3.4 4.3-3.4 6.5 0s4.3 3.4 6.5 0"/><path d="M3.5 7.5c2.2-3.4 4.3-3.4 6.5 0s4.3 3.4 6.5 0"/>',
  'no-data': '<path d="M7 7.2a3 3 0 1 1 4.6 2.6c-1 .6-1.6 1.1-1.6 2.2"/><path d="M10 15v.1"/>',
};

export function icon(outcome: Outcome | VerdictOutcome): Markup {
  return html`<svg class="icon" viewBox="0 0 20 20" aria-hidden="true">${trusted(SHAPES[outcome])}</svg>`;
}

/** Renders icon and name of an outcome on a tinted ground. */
export function outcomeChip(outcome: Outcome | VerdictOutcome): Markup {
  const words = { ...OUTCOME_WORDS, ...VERDICT_WORDS }[outcome];
  return html`<span class="chip is-${outcome}">${icon(outcome)}${words}</span>`;
}
