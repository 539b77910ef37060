import { TIMELINE_WORDS } from '../../messages/timeline-words.ts';
import { formatSpan } from '../../text/format.ts';
import type { Band } from '../../timeline/bands.ts';
import { html, type Markup } from '../markup.ts';
import { TRACK_HEIGHT, type Track } from './track.ts';

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

/** Returns a track per event or blackout: its description, and a bar over its time. */
export function bandTracks(bands: readonly Band[], seconds: number): Track[] {
  return bands.map((band) => {
    const [from, to] = [Math.max(0, band.fromMs / 1000), Math.min(seconds, band.toMs / 1000)];
    const words = [formatSpan(band), ' · ', band.where, ' · ', band.effect];
    return {
      label: html`<b>${band.name}</b><small>${words}</small>`,
      description: [band.name, ' ', words],
      shapes: [
        html`<rect class="bar-${band.type}" x="${from}" y="${TRACK_HEIGHT / 4}" width="${Math.max(0, to - from)}" height="${TRACK_HEIGHT / 2}"/>`,
      ],
    };
  });
}
