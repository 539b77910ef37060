import type { LinkPoint, LinkTotals } from '../../../model/result/result.ts';
import { html, type Markup } from '../markup.ts';
import { TRACK_HEIGHT } from './track.ts';

/** Returns the y of a value on a track whose top stands for `top`; a little above the track for larger values. */
export function trackY(value: number, top: number): number {
  return Math.round((TRACK_HEIGHT - Math.min(1.05, value / top) * TRACK_HEIGHT) * 100) / 100;
}

/** Draws steps filled to the bottom, with gaps where there is no value. */
export function stepArea(
  totals: LinkTotals,
  select: (point: LinkPoint) => number | undefined,
  top: number,
  name: string,
): Markup {
  let drawing = '';
  for (const run of runs(totals, select)) {
    const [first] = run;
    if (first === undefined) continue;
    drawing += `M${first.from} ${TRACK_HEIGHT}`;
    for (const { from, to, value } of run) drawing += `L${from} ${trackY(value, top)}H${to}`;
    drawing += `V${TRACK_HEIGHT}Z`;
  }
  return html`<path class="area-${name}" d="${drawing}"/>`;
}

/** Draws steps as lines, broken where there is no value. */
export function stepLines(
  totals: LinkTotals,
  select: (point: LinkPoint) => number | undefined,
  top: number,
  name: string,
): Markup[] {
  return runs(totals, select).map((run) => {
    const drawing = run
      .map(({ from, to, value }, i) => `${i === 0 ? 'M' : 'L'}${from} ${trackY(value, top)}H${to}`)
      .join('');
    return html`<path class="line line-${name}" d="${drawing}"/>`;
  });
}

interface Step {
  readonly from: number;
  readonly to: number;
  readonly value: number;
}

/** Returns the points that have a value, in runs without a gap. */
function runs({ course, stretchSeconds }: LinkTotals, select: (point: LinkPoint) => number | undefined): Step[][] {
  const found: Step[][] = [];
  for (const point of course) {
    const value = select(point);
    if (value === undefined) continue;
    const step = { from: point.second, to: point.second + stretchSeconds, value };
    const last = found.at(-1);
    if (last?.at(-1)?.to === step.from) last.push(step);
    else found.push([step]);
  }
  return found;
}
