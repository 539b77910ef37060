import { formatSpan } from '../../text/format.ts';
import type { Band } from '../../timeline/bands.ts';
import { html } from '../markup.ts';
import { TRACK_HEIGHT, type Track } from './track.ts';

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
