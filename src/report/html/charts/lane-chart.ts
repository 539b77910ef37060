import { type ViewedRegion, viewerName } from '../../text/names.ts';
import type { Band } from '../../timeline/bands.ts';
import type { ChartModel } from '../../timeline/chart-model.ts';
import { html, type Markup } from '../markup.ts';
import { bandMarks } from './band-shapes.ts';
import { markWidth, secondRuns, timeAxis } from './time-axis.ts';

/** Height of a lane in SVG units, so that a mark's height is a whole percentage. */
const MARK_STEPS = 100;

/** Draws a lane per viewer with a mark in each second whose share is above 0, as high as the share. */
export function laneChart(
  model: ChartModel,
  labelledBy: string,
  bands: readonly Band[],
  regions: readonly ViewedRegion[],
): Markup {
  const { seconds, lines } = model;
  const bad = secondRuns(model.invalidSeconds).map(
    ({ from, to }) => html`<rect class="bad" x="${from}" y="0" width="${to - from}" height="${MARK_STEPS}"/>`,
  );
  const own = (region: string) => bands.filter(({ regions }) => regions.includes(region));
  const lanes = lines.map(({ viewer, region, style, points }) => {
    const marks = points.flatMap(({ second, value }) => {
      if (value === undefined || value <= 0) return [];
      const height = Math.round(Math.min(1, value) * MARK_STEPS);
      return [
        html`<rect class="fill c${style.colour}" x="${second}" y="${MARK_STEPS - height}" width="${markWidth(points, seconds)}" height="${height}"/>`,
      ];
    });
    return html`<div class="lane"><span class="who">${viewerName(regions, viewer)}</span>
<svg viewBox="0 0 ${seconds} ${MARK_STEPS}" preserveAspectRatio="none" role="img" aria-labelledby="${labelledBy}">${bandMarks(own(region), seconds, MARK_STEPS)}${bad}${marks}</svg></div>`;
  });
  return html`<div class="lanes">${lanes}<div class="lane"><span></span>${timeAxis(seconds)}</div></div>`;
}
