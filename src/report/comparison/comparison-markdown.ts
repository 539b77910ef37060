import { counted } from '../../lib/counted.ts';
import type { ComparisonOutcome, EncoderComparison } from '../../model/encoder-comparison.ts';
import { escapeMarkdown } from '../escape.ts';
import { type ChangeRow, changeRow, type Labels } from './change-row.ts';
import { against, alsoWorse, comparisonHeadline } from './comparison-headline.ts';
import { CHANGE_WORDS, COMPARISON_WORDS } from './comparison-words.ts';
import { settingChanges } from './setting-changes.ts';

const MARKS: Record<ComparisonOutcome, string> = {
  improved: '✅',
  'no-worse': '✅',
  regressed: '❌',
  inconclusive: '❔',
  invalid: '⚠️',
};

/** For a pull request: outcome, sentence, what was changed, the numbers that decide; the others folded away. */
export function comparisonMarkdown(comparison: EncoderComparison, labels: Labels): string {
  const { outcome, changes, alpha, look, looks, pairedSeeds, warnings, dropped } = comparison;
  const rows = changes.map((change) => changeRow(change, labels));
  const settings = settingChanges(comparison);
  const others = rows.filter(({ change }) => !change.isBudgeted);
  const parts = [
    `## ${MARKS[outcome]} ${escapeMarkdown(against(comparison).en)}: ${COMPARISON_WORDS[outcome].en.toUpperCase()}`,
    escapeMarkdown(comparisonHeadline(comparison, labels).en),
    ...alsoWorse(comparison, labels).map(({ en }) => escapeMarkdown(en)),
    settings.length === 0 ? 'The settings are the same.' : `Changed: ${escapeMarkdown(settings.join(', '))}`,
    table(rows.filter(({ change }) => change.isBudgeted)),
    [
      ...warnings.map((warning) => `- ${escapeMarkdown(warning)}`),
      ...dropped.map(
        ({ seed, arm, reason }) => `- Seed ${seed} of the ${arm} does not count: ${escapeMarkdown(reason)}`,
      ),
    ].join('\n'),
    others.length === 0
      ? ''
      : `<details><summary>${CHANGE_WORDS.others.en}</summary>\n\n${table(others)}\n\n</details>`,
    `<sub>${counted(`${pairedSeeds.length} seeds`)} paired · alpha ${Number(alpha.toFixed(4))}${looks > 1 ? `, look ${look} of ${looks}` : ''}, corrected over all numbers with a limit · medians, and bootstrap intervals of the median difference</sub>`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function table(rows: readonly ChangeRow[]): string {
  if (rows.length === 0) return '';
  const lines = rows.map(
    (row) =>
      `| ${[
        escapeMarkdown(row.region.en),
        escapeMarkdown(row.label.en),
        row.baseline,
        row.candidate,
        row.difference,
        row.interval,
        row.margin,
        `${row.change.isOnlyWarning ? '🟡' : MARKS[row.change.outcome]} ${COMPARISON_WORDS[row.change.outcome].en}`,
      ].join(' | ')} |`,
  );
  const header = '| Region | Metric | Baseline | Candidate | Difference | Interval | Margin | Outcome |';
  return [header, '|---|---|---|---|---|---|---|---|', ...lines].join('\n');
}
