import type { ScenarioSummary } from '../../model/result/result.ts';
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
 * Returns how much of the room up to the limit is used, 1 at the limit, more beyond; for a lower limit, of the room down from the
 * best there is. Undefined where nothing was measured or the limit leaves no room.
 */
export function usedShare(
  { actual, limit, comparison, unit }: Pick<Verdict, 'actual' | 'limit' | 'comparison' | 'unit'>,
  { broadcast }: Pick<ScenarioSummary, 'broadcast'>,
): number | undefined {
  if (actual === undefined) return undefined;
  if (comparison.startsWith('<')) return limit === 0 ? undefined : actual / limit;
  const best = unit === 'fps' ? broadcast.video.fps : BEST[unit];
  if (best === undefined) return limit === 0 ? undefined : limit / actual;
  return best <= limit ? undefined : Math.max(0, (best - actual) / (best - limit));
}

/** Best value there is, where that is known. */
const BEST: Partial<Record<Verdict['unit'], number>> = { similarity: 1, score: 5, fraction: 1 };
