import type { SeriesPoint } from '../../../model/result/metric.ts';
import { html, type Markup } from '../markup.ts';

const STEPS_S = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200];
/** As many labels as fit beside each other on a phone. */
const MOST_LABELS = 6;

/** Round seconds from 0 to at most `seconds`. */
export function timeTicks(seconds: number): number[] {
  const step = STEPS_S.find((candidate) => seconds / candidate <= MOST_LABELS) ?? Math.ceil(seconds / MOST_LABELS);
  return Array.from({ length: Math.floor(seconds / step) + 1 }, (_, i) => i * step);
}

/** Labels under a plot: "0", "5", ... "20 s". */
export function timeAxis(seconds: number): Markup {
  const ticks = timeTicks(seconds);
  const labels = ticks.map(
    (tick, i) =>
      html`<span style="left:${Math.round((tick / seconds) * 10_000) / 100}%">${tick}${i === ticks.length - 1 ? ' s' : ''}</span>`,
  );
  return html`<div class="x" aria-hidden="true">${labels}</div>`;
}

/** Consecutive seconds as stretches [from, to). */
export function secondRuns(seconds: readonly number[]): { readonly from: number; readonly to: number }[] {
  const runs: { from: number; to: number }[] = [];
  for (const second of [...new Set(seconds)].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last?.to === second) last.to = second + 1;
    else runs.push({ from: second, to: second + 1 });
  }
  return runs;
}

/** Seconds that a mark of a course takes: 1, or as many as a point of a thinned one stands for. */
export function markWidth(points: readonly SeriesPoint[], seconds: number): number {
  return points.length === 0 ? 1 : Math.max(1, Math.round(seconds / points.length));
}
