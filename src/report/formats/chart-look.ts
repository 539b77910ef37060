/** Size of a PNG chart in pixels, twice the size it is read at, so that it stays sharp in a slide. */
export const SIZE = { width: 1600, height: 720 };
export const FONT_PX = 24;
export const LINE_PX = 4;
export const INK = '#1f2933';
export const MUTED = '#52606d';
export const GRID = '#dde3e8';
