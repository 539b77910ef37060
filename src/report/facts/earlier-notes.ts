import type { Result } from '../../model/result/result.ts';
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
  const changes = earlierChanges(result).map((change) => fill(HISTORY_WORDS.change, { ...change }));
  const head = { when: formatInstant(earlier.startedAt), outcome: OUTCOME_WORDS[earlier.outcome] };
  if (changes.length === 0) return [fill(HISTORY_WORDS.same, head)];
  const left = changes.length - MOST_LISTED;
  const listed = left > 0 ? [...changes.slice(0, MOST_LISTED), fill(HISTORY_WORDS.more, { count: left })] : changes;
  return [fill(HISTORY_WORDS.since, { ...head, list: joinTexts(listed, ENUMERATION) }), HISTORY_WORDS.chance];
}

/** A number that reads otherwise than last time. */
export interface EarlierChange {
  readonly region: Text;
  readonly metric: Text;
  readonly before: Text;
  readonly now: Text;
}

/** Returns the numbers that changed since the last rehearsal under the same conditions; [] without one. */
export function earlierChanges({
  earlier,
  scenario,
  metrics,
}: Pick<Result, 'earlier' | 'scenario' | 'metrics'>): readonly EarlierChange[] {
  return (earlier?.numbers ?? []).flatMap(({ region, metric, statistic, unit, before, now }) => {
    const [then, today] = [quantityText(before, unit), quantityText(now, unit)];
    if (then.en === today.en) return [];
    const label = metricLabel({ metrics }, metric);
    const end = ` ${formatStatistic(statistic)}`.trimEnd();
    const name = { en: label.en + end, zh: label.zh + end };
    return [{ region: regionName(scenario.regions, region), metric: name, before: then, now: today }];
  });
}
