import type { SeriesPoint } from '../../../model/result/metric.ts';
import { html, type Markup } from '../markup.ts';

const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200];
/** Largest number of labels that fit beside each other on a phone. */
const MOST_LABELS = 6;

/** Returns round seconds from 0 to at most `seconds`. */
export function timeTicks(seconds: number): number[] {
  const step = STEPS_S.find((candidate) => seconds / candidate <= MOST_LABELS) ?? Math.ceil(seconds / MOST_LABELS);
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, i) => i * step);
}

/** Draws the labels under a plot: "0", "5", ... "20 s". */
export function timeAxis(seconds: number): Markup {
  const ticks = timeTicks(seconds);
  const labels = ticks.map(
    (tick, i) =>
      html`<span style="left:${Math.round((tick / seconds) * 10_000) / 100}%">${tick}${i === ticks.length - 1 ? ' s' : ''}</span>`,
  );
  return html`<div class="x" aria-hidden="true">${labels}</div>`;
}

/** Groups consecutive seconds into intervals [from, to). */
export function secondRuns(seconds: readonly number[]): { readonly from: number; readonly to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const second of [...new Set(seconds)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.to === second) last.to = second + 1;
    else runs.push({ from: second, to: second + 1 });
  }
  return runs;
}

/** Returns the width of a mark in seconds: 1, or as many as a point of a thinned series stands for. */
export function markWidth(points: readonly SeriesPoint[], seconds: number): number {
  return points.length === 0 ? 1 : Math.max(1, Math.round(seconds / points.length));
}
