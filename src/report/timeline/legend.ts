import { TIMELINE_WORDS } from '../messages/timeline-words.ts';
import { ENUMERATION, fill, joinTexts, type Text } from '../messages/words.ts';
import { formatLimit, formatStatistic } from '../text/format.ts';
import { regionName, type ViewedRegion, viewerName } from '../text/names.ts';
import type { ChartLine, ChartModel } from './chart-model.ts';

/** Largest number of viewers that a legend names; with more, it names regions. */
const MOST_LINES = 8;

/** A line as a legend names it. */
export interface NamedLine extends ChartLine {
  /** A viewer's name, or its region's where one line stands for all of a region. */
  readonly name: Text;
}

/** Returns the lines that a legend names: all, or where they are many, one of each region, without a pattern of its own. */
export function namedLines(
  { lines }: Pick<ChartModel, 'lines'>,
  regions: readonly ViewedRegion[],
): readonly NamedLine[] {
  if (lines.length <= MOST_LINES) return lines.map((line) => ({ ...line, name: viewerName(regions, line.viewer) }));
  return lines
    .filter((line, i) => lines.findIndex(({ region }) => region === line.region) === i)
    .map((line) => ({
      ...line,
      style: { ...line.style, dash: [] },
      name: regionName(regions, line.region),
      points: lines.filter(({ region }) => region === line.region).flatMap(({ points }) => points),
    }));
}

/** Returns "limit p95 800 ms", with its regions where limits differ. */
export function limitName(
  { limits, metric }: Pick<ChartModel, 'limits' | 'metric'>,
  { limit, statistic, regions: ids }: ChartModel['limits'][number],
  regions: readonly ViewedRegion[],
): Text {
  const bound = metric.better === 'higher' ? TIMELINE_WORDS.lowerLimit : TIMELINE_WORDS.upperLimit;
  const values = { bound, limit: `${formatStatistic(statistic)}${formatLimit(limit, metric.unit)}` };
  if (limits.length === 1) return fill(TIMELINE_WORDS.legendLimit, values);
  const names = ids.map((id) => regionName(regions, id));
  return fill(TIMELINE_WORDS.legendLimitOf, { ...values, where: joinTexts(names, ENUMERATION) });
}

/** Returns whether no point of a line has a value. */
export function isEmptyLine({ points }: Pick<ChartLine, 'points'>): boolean {
  return points.every(({ value }) => value === undefined);
}
