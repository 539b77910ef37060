import { FREEZE_BOUNDS_MS } from '../../model/result/freeze-lengths.ts';
import type { Result, ViewerResult } from '../../model/result/result.ts';
import type { Verdict } from '../../model/result/verdict.ts';
import { formatQuantity } from '../text/format.ts';
import { fill, type Text } from './words.ts';

export const SPREAD_WORDS = {
  across: {
    en: '{views} views: half within {median}, 19 of 20 within {most}',
    zh: '{views} 次观看：半数在 {median} 以内，20 次中 19 次在 {most} 以内',
  },
  acrossAtLeast: {
    en: '{views} views: half at least {median}, 19 of 20 at least {most}',
    zh: '{views} 次观看：半数至少 {median}，20 次中 19 次至少 {most}',
  },
  without: { en: '{text}; {count} without a number', zh: '{text}；{count} 次无数据' },
  freezes: { en: 'Freezes by length', zh: '冻结时长分布' },
  noFreeze: { en: 'none', zh: '无' },
  from: { en: '{from} and more: {count}', zh: '{from} 及以上：{count}' },
  between: { en: '{from} to {to}: {count}', zh: '{from} 至 {to}：{count}' },
} as const satisfies Record<string, Text>;

/** How a verdict's number spreads over the region's viewers; undefined where there is but one, and in older results. */
export function spreadSentence({ acrossViewers = [] }: Result, verdict: Verdict): Text | undefined {
  const { region, metric, statistic, unit, comparison } = verdict;
  const spread = acrossViewers.find(
    (each) => each.region === region && each.metric === metric && each.statistic === statistic,
  );
  if (spread === undefined) return undefined;
  const text = fill(comparison.startsWith('<') ? SPREAD_WORDS.across : SPREAD_WORDS.acrossAtLeast, {
    views: spread.views,
    median: formatQuantity(spread.median, unit),
    most: formatQuantity(spread.nineteenOfTwenty, unit),
  });
  return spread.withoutNumber === 0 ? text : fill(SPREAD_WORDS.without, { text, count: spread.withoutNumber });
}

/** Each length that there was, shortest first; undefined in older results. */
export function freezeLines({ freezeLengths }: ViewerResult): readonly Text[] | undefined {
  if (freezeLengths === undefined) return undefined;
  const lines = freezeLengths.flatMap((count, place) => {
    const [from, to] = [FREEZE_BOUNDS_MS[place], FREEZE_BOUNDS_MS[place + 1]];
    if (count === 0 || from === undefined) return [];
    const values = { from: length(from), count };
    return [
      to === undefined ? fill(SPREAD_WORDS.from, values) : fill(SPREAD_WORDS.between, { ...values, to: length(to) }),
    ];
  });
  return lines.length === 0 ? [SPREAD_WORDS.noFreeze] : lines;
}

function length(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${ms / 1000} s`;
}
