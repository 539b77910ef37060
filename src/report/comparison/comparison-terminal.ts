import type { ComparisonOutcome, EncoderComparison } from '../../model/result/encoder-comparison.ts';
import { comparisonText } from '../messages/comparison-phrases.ts';
import { CHANGE_WORDS, COMPARISON_WORDS } from '../messages/comparison-words.ts';
import { TERMINAL_WORDS } from '../messages/terminal-words.ts';
import { fill, type Language, WORDS } from '../messages/words.ts';
import { displayWidth, pad, wrap } from '../text/display-width.ts';
import { escapeTerminal } from '../text/escape.ts';
import { type Paint, paintIf, type Style, type TerminalOptions, terminalWidth } from '../text/terminal-style.ts';
import { changeRow, type Labels } from './change-row.ts';
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

const STYLES: Record<ComparisonOutcome, Style> = {
  improved: 'green',
  'no-worse': 'green',
  regressed: 'red',
  inconclusive: 'yellow',
  invalid: 'magenta',
};
const MARKS: Record<ComparisonOutcome, string> = {
  improved: '✓',
  'no-worse': '✓',
  regressed: '✗',
  inconclusive: '?',
  invalid: '?',
};
const COLUMN_GAP = '  ';
const LAST = 5;
/** Columns aligned right: baseline, candidate and difference. */
const RIGHT = new Set([2, 3, 4]);

/** Formats a comparison for a terminal: outcome, sentence, and a table of the numbers that decide; no newline at the end. */
export function formatComparison(comparison: EncoderComparison, labels: Labels, options: TerminalOptions): string {
  const width = terminalWidth(options);
  const paint = paintIf(options.colour);
  const { language = 'en' } = options;
  const { outcome, pairedSeeds, warnings } = comparison;
  const word = paint(` ${COMPARISON_WORDS[outcome][language].toUpperCase()} `, STYLES[outcome], 'bold', 'inverse');
  const isGreen = outcome === 'no-worse' || outcome === 'improved';
  const facts = [
    fill(TERMINAL_WORDS.paired, { count: pairedSeeds.length, alpha: alphaText(comparison) })[language],
    ...(isGreen ? wrap(exclusionNote(comparison)[language], width) : []),
  ];
  const sentences = [
    comparisonHeadline(comparison, labels),
    ...loneFailureNotes(comparison, labels),
    ...notReadyNotes(comparison, labels),
    ...worseNotes(comparison, labels),
  ];
  const blocks = [
    [
      `${word}  ${paint(escapeTerminal(comparisonName(comparison)[language]), 'bold')}`,
      ...facts.map((line) => paint(line, 'dim')),
      ...sentences.flatMap((sentence) => wrap(escapeTerminal(sentence[language]), width)),
    ],
    [
      ...warnings.map((warning) => `! ${escapeTerminal(comparisonText(warning)[language])}`),
      ...droppedNotes(comparison).map((note) => `! ${escapeTerminal(note[language])}`),
    ].flatMap((line) => wrap(line, width)),
    table(comparison, labels, paint, language),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

function table({ changes }: EncoderComparison, labels: Labels, paint: Paint, language: Language): string[] {
  const rows = changes
    .filter(({ isBudgeted }) => isBudgeted)
    .map((change) => changeRow(change, labels))
    .map((row, i, all) => ({
      outcome: row.change.outcome,
      cells: [
        row.region.en === all[i - 1]?.region.en ? '' : escapeTerminal(row.region[language]),
        escapeTerminal(row.label[language]),
        ...[row.baseline[language], row.candidate[language], row.difference[language]],
        `${MARKS[row.change.outcome]} ${COMPARISON_WORDS[row.change.outcome][language]}`,
      ],
    }));
  if (rows.length === 0) return [];
  const { baseline, candidate, difference } = CHANGE_WORDS;
  const titles = [WORDS.region, WORDS.metric, baseline, candidate, difference, WORDS.outcome];
  const header = titles.map((title) => title[language]);
  const widths = header.map((title, column) =>
    Math.max(displayWidth(title), ...rows.map(({ cells }) => displayWidth(cells[column] ?? ''))),
  );
  const line = (cells: readonly string[], style?: Style) =>
    cells
      .map((cell, column) => {
        const text = pad(cell, widths[column] ?? 0, RIGHT.has(column) ? 'right' : 'left');
        return column === LAST && style !== undefined ? paint(text.trimEnd(), style) : text;
      })
      .join(COLUMN_GAP)
      .trimEnd();
  return [paint(line(header), 'bold'), ...rows.map(({ cells, outcome }) => line(cells, STYLES[outcome]))];
}
