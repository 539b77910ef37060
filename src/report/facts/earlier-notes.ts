import type { EarlierRehearsal, Result } from '../../model/result/result.ts';
import { HISTORY_WORDS } from '../messages/history-words.ts';
import { OUTCOME_WORDS } from '../messages/verdict-words.ts';
import { ENUMERATION, fill, joinTexts, type Text } from '../messages/words.ts';
import { formatInstant, formatStatistic, quantityText } from '../text/format.ts';
import { regionName } from '../text/names.ts';
import { metricLabel } from './explain.ts';

/** Most changes in the sentence; the tables of both reports have all. */
const MOST_LISTED = 6;

/** Says how the rehearsal compares with the last one under the same conditions, and what that is worth; [] without one. */
export function earlierNotes(result: Pick<Result, 'earlier' | 'scenario' | 'metrics'>): readonly Text[] {
  const { earlier } = result;
  if (earlier === undefined) return [];
  const changes = earlier.numbers.map((number) => changeText(number, result)).filter((text) => text !== undefined);
  const head = { when: formatInstant(earlier.startedAt), outcome: OUTCOME_WORDS[earlier.outcome] };
  if (changes.length === 0) return [fill(HISTORY_WORDS.same, head)];
  const left = changes.length - MOST_LISTED;
  const listed = left > 0 ? [...changes.slice(0, MOST_LISTED), fill(HISTORY_WORDS.more, { count: left })] : changes;
  return [fill(HISTORY_WORDS.since, { ...head, list: joinTexts(listed, ENUMERATION) }), HISTORY_WORDS.chance];
}

/** Returns "Jakarta Stutter rate 2.1 % → 0.4 %"; undefined if both read the same. */
function changeText(
  { region, metric, statistic, unit, before, now }: EarlierRehearsal['numbers'][number],
  { scenario, metrics }: Pick<Result, 'scenario' | 'metrics'>,
): Text | undefined {
  const [then, today] = [quantityText(before, unit), quantityText(now, unit)];
  if (then.en === today.en) return undefined;
  const label = metricLabel({ metrics }, metric);
  const end = ` ${formatStatistic(statistic)}`.trimEnd();
  return fill(HISTORY_WORDS.change, {
    ...{ region: regionName(scenario.regions, region), metric: { en: label.en + end, zh: label.zh + end } },
    ...{ before: then, now: today },
  });
}
