import { TIMELINE_WORDS } from '../../messages/timeline-words.ts';
import type { Band } from '../../timeline/bands.ts';
import { html, type Markup } from '../markup.ts';

/** Draws events and blackouts as bands behind a chart with seconds along x. */
export function bandMarks(bands: readonly Band[], seconds: number, height: number): Markup[] {
  return bands.flatMap(({ type, fromMs, toMs }) => {
    const [from, to] = [Math.max(0, fromMs / 1000), Math.min(seconds, toMs / 1000)];
    if (to <= from) return [];
    return [
      html`<rect class="band-${type}" x="${from}" y="0" width="${Math.round((to - from) * 1000) / 1000}" height="${height}"/>`,
    ];
  });
}

/** Returns the legend's entries for the kinds of bands there are. */
export function bandKeys(bands: readonly Pick<Band, 'type'>[]): Markup[] {
  const kinds = [
    { type: 'event', words: TIMELINE_WORDS.keyEvent },
    { type: 'blackout', words: TIMELINE_WORDS.keyBlackout },
  ] as const;
  return kinds
    .filter(({ type }) => bands.some((band) => band.type === type))
    .map(
      ({ type, words }) =>
        html`<li><svg class="swatch box" viewBox="0 0 10 10" aria-hidden="true"><rect class="band-${type}" width="10" height="10"/></svg>${words}</li>`,
    );
}
