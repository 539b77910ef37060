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
