import type { Verdict } from '../../model/result/verdict.ts';
import { SCREEN_WORDS } from '../messages/screen-words.ts';
import { fill, joinTexts, plain, type Text } from '../messages/words.ts';
import { formatLimit, formatStatistic } from '../text/format.ts';

type Bounds = Pick<Verdict, 'statistic' | 'comparison' | 'limit' | 'warnLimit' | 'unit'>;

/** Returns both limits of a budget: "warns above 2 %, fails above 5 %", "p95 fails above 800 ms". */
export function boundsText({ statistic, comparison, limit, warnLimit, unit }: Bounds): Text {
  const isUpper = comparison.startsWith('<');
  const one = isUpper ? SCREEN_WORDS.failsAbove : SCREEN_WORDS.failsBelow;
  const two = isUpper ? SCREEN_WORDS.warnsAbove : SCREEN_WORDS.warnsBelow;
  const values = { limit: formatLimit(limit, unit), fail: formatLimit(warnLimit ?? limit, unit) };
  return joinTexts([plain(formatStatistic(statistic)), fill(warnLimit === undefined ? one : two, values)], plain(''));
}

/**
 * Returns how much of the room up to the limit is used, 1 at the limit, infinite where a lower limit has nothing above 0;
 * undefined where nothing was measured or the limit is 0.
 */
export function usedShare({
  actual,
  limit,
  comparison,
}: Pick<Verdict, 'actual' | 'limit' | 'comparison'>): number | undefined {
  if (actual === undefined || limit === 0) return undefined;
  return comparison.startsWith('<') ? actual / limit : limit / actual;
}
