import {
  type NewCondition,
  type Trend,
  type TrendChange,
  type TrendPoint,
  type Trends,
  trendOf,
} from '../compare/trend.ts';
import { EXIT } from '../lib/errors.ts';
import { groupedBy } from '../lib/grouped-by.ts';
import { metricLabel } from '../report/facts/explain.ts';
import { ENUMERATION, fill, joinTexts, type Language, type Text } from '../report/messages/words.ts';
import { escapeTerminal } from '../report/text/escape.ts';
import { formatInstant, formatQuantity, formatStatistic, quantityText } from '../report/text/format.ts';
import { regionName } from '../report/text/names.ts';
import type { Command } from './command.ts';
import { say } from './messages/say.ts';
import { CONDITION_WORDS, TREND_WORDS } from './messages/trend-words.ts';
import { textTable } from './show/text-table.ts';

interface Args {
  readonly folder: string;
  readonly json: boolean;
}

/** Fewest rehearsals in which permuting their order can show a change among a dozen numbers. */
const MIN_REHEARSALS = 8;

/** Shows which numbers changed over many rehearsals, and when. */
export const trend: Command<Args> = {
  usage: 'trend <folder>',
  describe: 'show where the level of a number changed over a folder of rehearsals',
  options: (yargs) =>
    yargs
      .positional('folder', { type: 'string', demandOption: true, describe: 'folder of rehearsals’ directories' })
      .option('json', { type: 'boolean', default: false, describe: 'print JSON to stdout' }),
  async run({ folder, json }, { terminal }) {
    const found = await trendOf(folder);
    if (json) {
      terminal.print(JSON.stringify(found, null, 2));
      return EXIT.ready;
    }
    const { trends, rehearsals, leftOut, regions } = found;
    const { language = 'en' } = terminal;
    for (const line of textTable(rowsOf(trends, regions, language), terminal.width, 0)) terminal.print(line);
    const changes = trends.flatMap((each) => each.changes.map((change) => changeText(each, change, regions)));
    terminal.print('');
    for (const text of lackedTexts(trends, regions)) terminal.print(text[language]);
    for (const text of changes.length === 0 ? [TREND_WORDS.none] : changes) terminal.print(text[language]);
    if (rehearsals.length < MIN_REHEARSALS)
      terminal.print(say(terminal, TREND_WORDS.few, { count: rehearsals.length, least: MIN_REHEARSALS }));
    if (leftOut.length > 0)
      terminal.print(say(terminal, TREND_WORDS.leftOut, { list: escapeTerminal(leftOut.join(', ')) }));
    return EXIT.ready;
  },
};

function nameOf({ number: { metric, statistic, region } }: Trend, regions: Trends['regions']): Text {
  const [place, label] = [regionName(regions, region), metricLabel({ metrics: [metric] }, metric.id)];
  const named = (language: Language) =>
    escapeTerminal(`${place[language]} ${label[language]} ${formatStatistic(statistic)}`.trimEnd());
  return { en: named('en'), zh: named('zh') };
}

function rowsOf(
  trends: readonly Trend[],
  regions: Trends['regions'],
  language: Language,
): readonly (readonly string[])[] {
  const shown = (trend: Trend, at: number) =>
    quantityText(trend.points.at(at)?.value, trend.number.metric.unit)[language];
  const { number, rehearsals, oldest, newest, changes } = TREND_WORDS;
  return [
    [number, rehearsals, oldest, newest, changes].map((title) => title[language]),
    ...trends.map((each) => [
      ...[nameOf(each, regions)[language], String(each.points.length), shown(each, 0)],
      each.lackedSince === undefined ? shown(each, -1) : quantityText(undefined, each.number.metric.unit)[language],
      String(each.changes.length),
    ]),
  ];
}

/** Says since which rehearsal there are no data of which numbers: the table's newest value is older. */
function lackedTexts(trends: readonly Trend[], regions: Trends['regions']): readonly Text[] {
  const lacking = trends.filter(({ lackedSince }) => lackedSince !== undefined);
  return [...groupedBy(lacking, ({ lackedSince }) => lackedSince?.name ?? '')].map(([name, all]) =>
    fill(TREND_WORDS.lacked, {
      ...{ name: escapeTerminal(name), when: formatInstant(all[0]?.lackedSince?.startedAt ?? '') },
      list: joinTexts(
        all.map((each) => nameOf(each, regions)),
        ENUMERATION,
      ),
    }),
  );
}

/**
 * Formats a change: "far Stutter rate: 1 % → 4 % from 2026-11-25 12:00 UTC on (night-12), worse, p 0.001; new in that rehearsal:
 * browser: ...", or "far Stutter rate: drifts, 1 % → 4 % from night-1 to night-12, ...".
 */
function changeText(
  trend: Trend,
  { type, index, to, before, after, p, together }: TrendChange,
  regions: Trends['regions'],
): Text {
  const { better, metric } = trend.number;
  const [first, last] = [trend.points[index], trend.points[to]];
  const isWorse = better === 'lower' ? after > before : after < before;
  const name = (point: TrendPoint | undefined) => escapeTerminal(point?.name ?? '');
  const list = joinTexts(together.map(conditionText), ENUMERATION);
  return fill(type === 'drift' ? TREND_WORDS.drift : TREND_WORDS.step, {
    number: nameOf(trend, regions),
    before: formatQuantity(before, metric.unit),
    after: formatQuantity(after, metric.unit),
    direction: isWorse ? TREND_WORDS.worse : TREND_WORDS.better,
    ...{ p: p.toFixed(3), when: formatInstant(first?.startedAt ?? '') },
    ...{ name: name(first), first: name(first), last: name(last) },
    causes: together.length === 0 ? '' : fill(TREND_WORDS.causes, { list }),
  });
}

function conditionText({ what, before, after }: NewCondition): Text {
  const shown = (value: string | undefined) => (value === undefined ? TREND_WORDS.unknown : escapeTerminal(value));
  return fill(TREND_WORDS.condition, { what: CONDITION_WORDS[what], before: shown(before), after: shown(after) });
}
