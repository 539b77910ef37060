import { formatSpan } from '../../text/format.ts';
import type { Band } from '../../timeline/bands.ts';
import { html, type Markup } from '../markup.ts';
import { TRACK_HEIGHT, type Track } from './track.ts';

/** Events and blackouts as bands behind a drawing of seconds along x. */
export function bandMarks(bands: readonly Band[], seconds: number, height: number): Markup[] {
  return bands.flatMap(({ type, fromMs, toMs }) => {
    const [from, to] = [Math.max(0, fromMs / 1000), Math.min(seconds, toMs / 1000)];
    if (to <= from) return [];
    return [
      html`<rect class="band-${type}" x="${from}" y="0" width="${Math.round((to - from) * 1000) / 1000}" height="${height}"/>`,
    ];
  });
}

/** A track an event or blackout: what it is in words, and a bar for its time. */
export function bandTracks(bands: readonly Band[], seconds: number): Track[] {
  return bands.map((band) => {
    const [from, to] = [Math.max(0, band.fromMs / 1000), Math.min(seconds, band.toMs / 1000)];
    const words = [formatSpan(band), ' · ', band.where, ' · ', band.effect];
    return {
      label: html`<b>${band.name}</b><small>${words}</small>`,
      says: [band.name, ' ', words],
      shapes: [
        html`<rect class="bar-${band.type}" x="${from}" y="${TRACK_HEIGHT / 4}" width="${Math.max(0, to - from)}" height="${TRACK_HEIGHT / 2}"/>`,
      ],
    };
  });
}
