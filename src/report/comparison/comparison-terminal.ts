import { counted } from '../../lib/counted.ts';
import type { ComparisonOutcome, EncoderComparison } from '../../model/result/encoder-comparison.ts';
import { COMPARISON_WORDS } from '../messages/comparison-words.ts';
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
  const { outcome, pairedSeeds, dropped, warnings } = comparison;
  const word = paint(` ${COMPARISON_WORDS[outcome].en.toUpperCase()} `, STYLES[outcome], 'bold', 'inverse');
  const isGreen = outcome === 'no-worse' || outcome === 'improved';
  const facts = [
    `${counted(`${pairedSeeds.length} seeds`)} paired, ${alphaText(comparison)}`,
    ...(isGreen ? wrap(exclusionNote(comparison).en, width) : []),
  ];
  const sentences = [
    comparisonHeadline(comparison, labels),
    ...loneFailureNotes(comparison, labels),
    ...notReadyNotes(comparison, labels),
    ...worseNotes(comparison, labels),
  ];
  const blocks = [
    [
      `${word}  ${paint(escapeTerminal(comparisonName(comparison).en), 'bold')}`,
      ...facts.map((line) => paint(line, 'dim')),
      ...sentences.flatMap(({ en }) => wrap(escapeTerminal(en), width)),
    ],
    [
      ...warnings.map((warning) => `! ${escapeTerminal(warning)}`),
      ...dropped.map(
        ({ seed, arm, reason }) => `! seed ${seed} of the ${arm} does not count: ${escapeTerminal(reason)}`,
      ),
    ].flatMap((line) => wrap(line, width)),
    table(comparison, labels, paint),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

function table({ changes }: EncoderComparison, labels: Labels, paint: Paint): string[] {
  const rows = changes
    .filter(({ isBudgeted }) => isBudgeted)
    .map((change) => changeRow(change, labels))
    .map((row, i, all) => ({
      outcome: row.change.outcome,
      cells: [
        row.region.en === all[i - 1]?.region.en ? '' : escapeTerminal(row.region.en),
        escapeTerminal(row.label.en),
        ...[row.baseline, row.candidate, row.difference],
        `${MARKS[row.change.outcome]} ${COMPARISON_WORDS[row.change.outcome].en}`,
      ],
    }));
  if (rows.length === 0) return [];
  const header = ['Region', 'Metric', 'Baseline', 'Candidate', 'Difference', 'Outcome'];
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
