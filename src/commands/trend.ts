import { type Trend, type TrendPoint, trendOf } from '../compare/trend.ts';
import { EXIT } from '../lib/errors.ts';
import { metricLabel } from '../report/facts/explain.ts';
import { escapeTerminal } from '../report/text/escape.ts';
import { formatInstant, formatQuantity, formatStatistic } from '../report/text/format.ts';
import type { Command } from './command.ts';
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
    const { trends, rehearsals, leftOut } = found;
    for (const line of textTable(rowsOf(trends), terminal.width, 0)) terminal.print(line);
    const changes = trends.flatMap(sentencesOf);
    terminal.print(`\n${changes.length === 0 ? 'No number changed its level.' : changes.join('\n')}`);
    if (rehearsals.length < MIN_REHEARSALS)
      terminal.print(
        `${rehearsals.length} rehearsals: a change can hardly be told from chance in fewer than ${MIN_REHEARSALS}.`,
      );
    if (leftOut.length > 0)
      terminal.print(`Left out, of another scenario or network than the newest: ${escapeTerminal(leftOut.join(', '))}`);
    return EXIT.ready;
  },
};

function nameOf({ number: { metric, statistic, region } }: Trend): string {
  return `${region} ${metricLabel({ metrics: [metric] }, metric.id).en} ${formatStatistic(statistic)}`.trimEnd();
}

function rowsOf(trends: readonly Trend[]): readonly (readonly string[])[] {
  const shown = (trend: Trend, at: number) => formatQuantity(trend.points.at(at)?.value, trend.number.metric.unit);
  return [
    ['Number', 'Rehearsals', 'Oldest', 'Newest', 'Changes'],
    ...trends.map((each) => [
      ...[nameOf(each), String(each.points.length), shown(each, 0), shown(each, -1), String(each.changes.length)],
    ]),
  ];
}

/** Formats the changes of a number: "far Stutter rate: 1 % → 4 % from 2026-11-25 12:00 UTC on (nightly-12), worse, p 0.001". */
function sentencesOf(trend: Trend): readonly string[] {
  const { better, metric } = trend.number;
  return trend.changes.map(({ type, index, to, before, after, p, together }) => {
    const [point, last] = [trend.points[index], trend.points[to]];
    if (type === 'drift') return driftText(trend, { before, after, p }, point, last);
    const isWorse = better === 'lower' ? after > before : after < before;
    const levels = `${formatQuantity(before, metric.unit)} → ${formatQuantity(after, metric.unit)}`;
    const since = `${formatInstant(point?.startedAt ?? '')} on (${escapeTerminal(point?.name ?? '')})`;
    const causes = together.length === 0 ? '' : `; new in that rehearsal: ${escapeTerminal(together.join(', '))}`;
    return `${nameOf(trend)}: ${levels} from ${since}, ${isWorse ? 'worse' : 'better'}, p ${p.toFixed(3)}${causes}`;
  });
}

/**
 * Formats a drift: "far Stutter rate: drifts, 1 % → 4 % from night-1 to night-12, worse, p 0.001: no single rehearsal
 * changed it".
 */
function driftText(
  trend: Trend,
  { before, after, p }: { readonly before: number; readonly after: number; readonly p: number },
  first: TrendPoint | undefined,
  last: TrendPoint | undefined,
): string {
  const { better, metric } = trend.number;
  const isWorse = better === 'lower' ? after > before : after < before;
  const levels = `${formatQuantity(before, metric.unit)} → ${formatQuantity(after, metric.unit)}`;
  const span = `from ${escapeTerminal(first?.name ?? '')} to ${escapeTerminal(last?.name ?? '')}`;
  return `${nameOf(trend)}: drifts, ${levels} ${span}, ${isWorse ? 'worse' : 'better'}, p ${p.toFixed(3)}: no single rehearsal changed it`;
}
