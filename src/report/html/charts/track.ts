import type { Band } from '../../timeline/bands.ts';
import { type Content, html, type Markup } from '../markup.ts';
import { bandMarks } from './band-shapes.ts';
import { secondRuns, timeAxis, timeTicks } from './time-axis.ts';

/** What all tracks of a card share: one time axis and what lies behind them. */
export interface TrackGround {
  readonly seconds: number;
  readonly bands: readonly Band[];
  readonly invalidSeconds: readonly number[];
}

export interface Track {
  readonly label: Content;
  /** What the drawing shows, for those who do not see it. */
  readonly says: Content;
  /** Value at the top of the drawing, in words; the bottom is 0. */
  readonly top?: string;
  /** Shapes in seconds along x, and 0 (top) to TRACK_HEIGHT (bottom). */
  readonly shapes: readonly Markup[];
}

export const TRACK_HEIGHT = 100;

/** Tracks under each other with one time axis; the drawings stretch, labels do not. */
export function trackList(ground: TrackGround, tracks: readonly Track[]): Markup {
  const ticks = timeTicks(ground.seconds).map(
    (tick) => html`<line class="grid" x1="${tick}" x2="${tick}" y1="0" y2="${TRACK_HEIGHT}"/>`,
  );
  const bad = secondRuns(ground.invalidSeconds).map(
    ({ from, to }) => html`<rect class="bad" x="${from}" y="0" width="${to - from}" height="${TRACK_HEIGHT}"/>`,
  );
  const behind = [bandMarks(ground.bands, ground.seconds, TRACK_HEIGHT), bad, ticks];
  const rows = tracks.map(
    ({
      label,
      says,
      top,
      shapes,
    }) => html`<div class="track"><div class="name">${label}</div><div class="peak" aria-hidden="true">${top ?? ''}</div>
<svg viewBox="0 0 ${ground.seconds} ${TRACK_HEIGHT}" preserveAspectRatio="none" aria-hidden="true">${behind}${shapes}</svg><span class="unseen">${says}</span></div>`,
  );
  return html`<div class="tracks" data-seconds="${ground.seconds}">${rows}<div class="track axis"><div class="name"></div><div class="peak"></div>${timeAxis(ground.seconds)}</div></div>`;
}
