import { LATENCY_STAGES, stageMetricId } from '../../../model/result/latency-stages.ts';
import type { ViewerResult } from '../../../model/result/result.ts';
import { niceTicks, tickText } from '../../timeline/chart-model.ts';
import { html, type Markup } from '../markup.ts';
import { timeAxis } from './time-axis.ts';

const HEIGHT = 100;

/**
 * Draws a column per second of one viewer, with its stages' medians stacked; nothing in seconds without data. Where not every
 * second was kept, a column is as wide as the time until the next.
 */
export function stageCourse({ series }: ViewerResult, seconds: number, labelledBy: string): Markup {
  const columns = columnsOf(series);
  const ticks = niceTicks(Math.max(...columns.map(({ topMs }) => topMs)), 'ms');
  const top = ticks.at(-1) ?? 1;
  const y = (ms: number) => Math.round((HEIGHT - (ms / top) * HEIGHT) * 100) / 100;
  const labels = ticks.map((tick) => html`<span style="top:${y(tick)}%">${tickText(tick, 'ms')}</span>`);
  const grid = ticks.map((tick) => html`<line class="grid" x1="0" x2="${seconds}" y1="${y(tick)}" y2="${y(tick)}"/>`);
  const areas = LATENCY_STAGES.map((stage, nth) => {
    const drawing = columns.map(({ second, toSecond, edgesMs }) => {
      const [from, to] = [edgesMs[nth] ?? 0, edgesMs[nth + 1] ?? 0];
      return `M${second} ${y(from)}V${y(to)}H${toSecond}V${y(from)}z`;
    });
    return html`<path class="stage-${stage}" d="${drawing.join('')}"/>`;
  });
  return html`<div class="plot">
<div class="y" aria-hidden="true">${labels}</div>
<svg viewBox="0 0 ${seconds} ${HEIGHT}" preserveAspectRatio="none" role="img" aria-labelledby="${labelledBy}">${grid}${areas}</svg>
${timeAxis(seconds)}
</div>`;
}

interface StageColumn {
  readonly second: number;
  readonly toSecond: number;
  /** Where each stage begins and the last one ends, from 0. */
  readonly edgesMs: readonly number[];
  readonly topMs: number;
}

function columnsOf(series: ViewerResult['series']): readonly StageColumn[] {
  const courses = LATENCY_STAGES.map(
    (stage) => new Map(series[stageMetricId(stage)]?.map(({ second, value }) => [second, value])),
  );
  const seconds = [...(courses[0]?.keys() ?? [])];
  return seconds.flatMap((second, i) => {
    const values = courses.flatMap((course) => course.get(second) ?? []);
    if (values.length < LATENCY_STAGES.length) return [];
    const edgesMs = [0];
    for (const value of values) edgesMs.push((edgesMs.at(-1) ?? 0) + Math.max(0, value));
    return [{ second, toSecond: seconds[i + 1] ?? second + 1, edgesMs, topMs: edgesMs.at(-1) ?? 0 }];
  });
}

/** Returns whether there is any second to draw. */
export function hasStageCourse({ series }: ViewerResult): boolean {
  return columnsOf(series).length > 0;
}
