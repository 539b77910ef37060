import type { Band } from '../../timeline/bands.ts';
import { type Content, html, type Markup } from '../markup.ts';
import { bandMarks } from './band-shapes.ts';
import { secondRuns, timeAxis, timeTicks } from './time-axis.ts';

/** Time axis and background that all tracks of a card share. */
export interface TrackGround {
  readonly seconds: number;
  readonly bands: readonly Band[];
  readonly invalidSeconds: readonly number[];
}

export interface Track {
  readonly label: Content;
  /** Description of the drawing for screen readers. */
  readonly description: Content;
  /** Value at the top of the drawing, as text; the bottom is 0. */
  readonly top?: string;
  /** Shapes with seconds along x, and 0 (top) to TRACK_HEIGHT (bottom) along y. */
  readonly shapes: readonly Markup[];
}

export const TRACK_HEIGHT = 100;

/** Draws tracks below each other on one time axis; the drawings stretch, the labels do not. */
export function trackList(ground: TrackGround, tracks: readonly Track[]): Markup {
  const ticks = timeTicks(ground.seconds).map(
    (tick) => html`<line class="grid" x1="${tick}" x2="${tick}" y1="0" y2="${TRACK_HEIGHT}"/>`,
  );
  const bad = secondRuns(ground.invalidSeconds).map(
    ({ from, to }) => html`<rect class="bad" x="${from}" y="0" width="${to - from}" height="${TRACK_HEIGHT}"/>`,
  );
  const background = [bandMarks(ground.bands, ground.seconds, TRACK_HEIGHT), bad, ticks];
  const rows = tracks.map(
    ({
      label,
      description,
      top,
      shapes,
    }) => html`<div class="track"><div class="name">${label}</div><div class="peak" aria-hidden="true">${top ?? ''}</div>
<svg viewBox="0 0 ${ground.seconds} ${TRACK_HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${background}${shapes}</svg><span class="unseen">${description}</span></div>`,
  );
  return html`<div class="tracks" data-seconds="${ground.seconds}">${rows}<div class="track axis"><div class="name"></div><div class="peak"></div>${timeAxis(ground.seconds)}</div></div>`;
}
