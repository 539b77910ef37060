import { counted } from '../../lib/counted.ts';
import type { ComparisonOutcome, EncoderComparison } from '../../model/result/encoder-comparison.ts';
import { NO_SETTING_DIFFERS } from '../../verdict/compare/differences.ts';
import { CHANGE_WORDS, COMPARISON_WORDS } from '../messages/comparison-words.ts';
import { escapeMarkdown } from '../text/escape.ts';
import { formatQuantity } from '../text/format.ts';
import { type ChangeRow, changeRow, type Labels } from './change-row.ts';
import {
  comparisonHeadline,
  comparisonName,
  exclusionNote,
  loneFailureNotes,
  notReadyNotes,
  worseNotes,
} from './comparison-headline.ts';
import { droppedNotes } from './dropped-notes.ts';
import { alphaText } from './format-change.ts';
import { settingChanges } from './setting-changes.ts';

const MARKS: Record<ComparisonOutcome, string> = {
  improved: '✅',
  'no-worse': '✅',
  regressed: '❌',
  inconclusive: '❔',
  invalid: '⚠️',
};

/** Outcomes of the rows shown at once; rows that say "no worse" are counted and folded away. */
const NOTABLE = new Set<ComparisonOutcome>(['regressed', 'inconclusive', 'improved']);

/** Longest comment that GitHub takes, characters; a longer one is refused as a whole. */
const MOST_CHARACTERS = 65_536;

/** Tables below the fold, from all to none. */
const FOLDS = ['all', 'deciding', 'none'] as const;
type Fold = (typeof FOLDS)[number];

/** Formats all comparisons of a rehearsal for a pull request, with as many of the tables below the fold as fit into one comment. */
export function comparisonsMarkdown(comparisons: readonly EncoderComparison[], labels: Labels): string {
  const withFold = (fold: Fold) => comparisons.map((each) => comparisonMarkdown(each, labels, fold)).join('\n');
  const fitting = FOLDS.map(withFold).find((text) => text.length <= MOST_CHARACTERS);
  return fitting ?? withFold('none');
}

/**
 * Formats a comparison for a pull request, to be understood in five seconds: verdict and why, the numbers that matter, the cost;
 * the rest is folded away.
 */
export function comparisonMarkdown(comparison: EncoderComparison, labels: Labels, fold: Fold = 'all'): string {
  const { outcome, changes, pairedSeeds, warnings } = comparison;
  const rows = changes.map((change) => changeRow(change, labels));
  const deciding = rows.filter(({ change }) => change.isBudgeted);
  // Before there are seeds enough nothing is known of any number: the headline says so once.
  const early = deciding.filter(({ change }) => change.outcome === 'inconclusive' && change.why === 'too-few-seeds');
  const notable = deciding.filter((row) => NOTABLE.has(row.change.outcome) && !early.includes(row)).toSorted(byWeight);
  const [quiet, others] = [
    deciding.filter((row) => !notable.includes(row) && !early.includes(row)),
    rows.filter((row) => !deciding.includes(row) && isMeasured(row)),
  ];
  const more = notable.length > 0 ? ' more' : '';
  const sentences = [
    comparisonHeadline(comparison, labels),
    ...loneFailureNotes(comparison, labels),
    ...notReadyNotes(comparison, labels),
    ...worseNotes(comparison, labels),
  ].map(({ en }) => escapeMarkdown(en));
  const parts = [
    `## ${MARKS[outcome]} ${escapeMarkdown(comparisonName(comparison).en)}: ${COMPARISON_WORDS[outcome].en.toUpperCase()}`,
    ...sentences,
    table(notable),
    costs(comparison),
    [
      ...[
        // Told beside the costs.
        ...warnings.filter((warning) => warning !== NO_SETTING_DIFFERS),
        ...droppedNotes(comparison).map(({ en }) => capital(en)),
      ].map((text) => `- ${escapeMarkdown(text)}`),
    ].join('\n'),
    ...(fold === 'none' ? [] : [folded(`${early.length}${more} with a limit: too few seeds to tell`, early)]),
    ...(fold === 'none' ? [] : [folded(`${quiet.length}${more} with a limit: no worse`, quiet)]),
    ...(fold === 'all'
      ? [folded(CHANGE_WORDS.others.en, others)]
      : ['<sub>All other numbers are in comparison.json: a comment holds no more.</sub>']),
    `<sub>${[
      `${counted(`${pairedSeeds.length} seeds`)} paired`,
      `${alphaText(comparison).en}, corrected over all numbers with a limit`,
      'medians, and what the test does not rule out of the difference',
      ...(MARKS[outcome] === '✅' ? [exclusionNote(comparison).en] : []),
    ].join(' · ')}</sub>`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** Reports whether either arm has the number: rows without any data say nothing. */
function isMeasured({ change }: ChangeRow): boolean {
  return change.pairs > 0 || change.baseline !== undefined || change.candidate !== undefined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Sorts regressions first, then what is unclear. */
function byWeight(a: ChangeRow, b: ChangeRow): number {
  const weight = ({ change }: ChangeRow) => [...NOTABLE].indexOf(change.outcome);
  return weight(a) - weight(b);
}

/** Returns the settings that differ, and what the change costs in traffic. */
function costs(comparison: EncoderComparison): string {
  const { baseline, candidate } = comparison;
  const settings = settingChanges(comparison);
  const [from, to] = [baseline, candidate].map(
    ({ broadcast }) => broadcast.video.bitrateBps + broadcast.audio.bitrateBps,
  );
  const more = (to ?? 0) - (from ?? 0);
  const perHour = `${more < 0 ? '−' : '+'}${formatQuantity((Math.abs(more) * 3600) / 8e6, 'count')} MB an hour and viewer`;
  const changed = settings.length === 0 ? 'nothing: the settings are the same' : escapeMarkdown(settings.join(', '));
  return `**Changes** ${changed}${more === 0 ? '' : ` (${perHour})`}`;
}

function folded(title: string, rows: readonly ChangeRow[]): string {
  if (rows.length === 0) return '';
  return `<details><summary>${title}</summary>\n\n${table(rows)}\n\n</details>`;
}

function table(rows: readonly ChangeRow[]): string {
  if (rows.length === 0) return '';
  const lines = rows.map(
    (row) =>
      `| ${[
        escapeMarkdown(row.region.en),
        escapeMarkdown(row.label.en),
        row.baseline.en,
        row.candidate.en,
        row.difference.en,
        row.interval.en,
        row.margin,
        `${row.change.isOnlyWarning ? '🟡' : MARKS[row.change.outcome]} ${COMPARISON_WORDS[row.change.outcome].en}`,
      ].join(' | ')} |`,
  );
  const header = '| Region | Metric | Baseline | Candidate | Difference | Interval | Margin | Outcome |';
  return [header, '|---|---|---|---|---|---|---|---|', ...lines].join('\n');
}
