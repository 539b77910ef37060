import type { LinkPoint, LinkTotals } from '../../../model/result/result.ts';
import { lossShare } from '../../facts/link-loss.ts';
import { TIMELINE_WORDS } from '../../messages/timeline-words.ts';
import { linkName, type ViewedRegion } from '../../text/names.ts';
import { html, type Markup } from '../markup.ts';
import { type DataColumn, dataTable } from './data-table.ts';

/** Renders what each link lost, made wait and carried, second by second: the numbers behind its tracks. */
export function linkTable(links: readonly LinkTotals[], regions: readonly ViewedRegion[]): Markup {
  const columns = links.flatMap((link) => columnsOf(link, regions));
  const seconds = Math.max(
    0,
    ...links.map(({ course, stretchSeconds }) => (course.at(-1)?.second ?? -stretchSeconds) + stretchSeconds),
  );
  return dataTable(columns, seconds);
}

function columnsOf({ link, course, stretchSeconds }: LinkTotals, regions: readonly ViewedRegion[]): DataColumn[] {
  if (course.length === 0) return [];
  const name = linkName(link, regions);
  const column = (
    what: DataColumn['name'],
    unit: DataColumn['unit'],
    of: (point: LinkPoint) => number | undefined,
  ) => ({
    name: html`${name}<small>${what}</small>`,
    unit,
    points: course.map((point) => ({ second: point.second, value: of(point) })),
    extreme: 'largest' as const,
  });
  const lost = column(TIMELINE_WORDS.lost, 'fraction', lossShare);
  const wait = column(TIMELINE_WORDS.keyWait, 'ms', ({ queueDelayMaxMs }) => queueDelayMaxMs);
  const used = column(TIMELINE_WORDS.keyUse, 'bps', ({ outBytes }) => (outBytes * 8) / stretchSeconds);
  const hasWait = course.some(({ queueDelayMaxMs = 0 }) => queueDelayMaxMs > 0);
  return hasWait ? [lost, wait, used] : [lost, used];
}
