import { counted } from '../../lib/counted.ts';
import type { Result } from '../../model/result/result.ts';
import type { Outcome, Verdict, VerdictOutcome } from '../../model/result/verdict.ts';
import { formatComparison } from '../comparison/comparison-terminal.ts';
import { encoderLines } from '../facts/encoder-arms.ts';
import { explain, headline, metricLabel } from '../facts/explain.ts';
import { incidentLines } from '../facts/incident-facts.ts';
import { invalidGroups } from '../facts/invalid-groups.ts';
import { networkNotes } from '../facts/network-notes.ts';
import { NEXT_WORDS, nextCommand } from '../facts/next-command.ts';
import { shownVerdicts } from '../facts/takes.ts';
import { transportNotes } from '../facts/transport-notes.ts';
import { hostNote } from '../messages/machine-words.ts';
import { paceNotes } from '../messages/pace-words.ts';
import { OUTCOME_WORDS, VERDICT_WORDS, worthSentence } from '../messages/verdict-words.ts';
import { WORDS } from '../messages/words.ts';
import { displayWidth, pad, wrap } from '../text/display-width.ts';
import { escapeTerminal } from '../text/escape.ts';
import { formatActual, formatBound, formatDuration, formatError } from '../text/format.ts';
import { type Paint, paintIf, type Style, type TerminalOptions, terminalWidth } from '../text/terminal-style.ts';

const OUTCOME_STYLE: Record<Outcome, Style> = { ready: 'green', 'not-ready': 'red', invalid: 'magenta' };
const VERDICT_STYLE: Record<VerdictOutcome, Style> = {
  pass: 'green',
  warn: 'yellow',
  fail: 'red',
  uncertain: 'magenta',
  'no-data': 'magenta',
};
const VERDICT_MARK: Record<VerdictOutcome, string> = {
  pass: '✓',
  warn: '!',
  fail: '✗',
  uncertain: '~',
  'no-data': '?',
};

const COLUMN_GAP = '  ';
/** Most incidents in a terminal; the page has more. */
const MOST_INCIDENTS = 3;

/** Formats a result for a terminal: verdict, reasons with advice, and a table of all budgets; no newline at the end. */
export function formatTerminal(result: Result, options: TerminalOptions): string {
  const width = terminalWidth(options);
  const paint = paintIf(options.colour);
  const blocks = [
    verdictBlock(result, width, paint),
    reasonBlock(result, width, paint),
    nextBlock(result, options, paint),
    tableBlock(result, width, paint),
    incidentLines(result, MOST_INCIDENTS).flatMap(({ en }) => indent('• ', escapeTerminal(en), width)),
    ...(result.comparisons ?? []).map((comparison) => [
      formatComparison(comparison, { regions: result.scenario.regions, metrics: result.metrics }, options),
    ]),
    encoderBlock(result, width, paint),
    networkBlock(result, width, paint),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

function verdictBlock(result: Result, width: number, paint: Paint): string[] {
  const { scenario } = result;
  const viewers = scenario.regions.reduce((sum, region) => sum + region.viewers, 0);
  const facts = counted(
    `${scenario.regions.length} regions, ${viewers} viewers, ${formatDuration(scenario.durationMs)} measured`,
  );
  const verdict = paint(` ${OUTCOME_WORDS[result.outcome].en} `, OUTCOME_STYLE[result.outcome], 'bold', 'inverse');
  const pace = paceNotes(result).map(({ en }) => en);
  return [
    `${verdict}  ${paint(escapeTerminal(scenario.name), 'bold')}`,
    paint(facts, 'dim'),
    ...(pace.length === 0 ? [] : wrap(pace.join(' '), width).map((line) => paint(line, 'dim'))),
    ...wrap([headline(result), worthSentence(result)].flatMap((text) => text?.en ?? []).join(' '), width),
  ];
}

function reasonBlock(result: Result, width: number, paint: Paint): string[] {
  const item = (mark: string, text: string, advice: string | undefined) => [
    ...indent(`${mark} `, escapeTerminal(text), width),
    ...(advice === undefined ? [] : indent('  → ', escapeTerminal(advice), width).map((line) => paint(line, 'bold'))),
  ];
  const invalid = invalidGroups(result.invalidReasons).flatMap(({ reasons, advice }) =>
    reasons.flatMap(({ title, detail }, i) =>
      item(
        '•',
        detail === undefined ? title.en : `${title.en} ${detail}`,
        i === reasons.length - 1 ? advice.en : undefined,
      ),
    ),
  );
  if (result.outcome === 'invalid') return invalid;
  const found = explain(result).flatMap(({ label, sentence, facts, advice, outcome }) =>
    item(VERDICT_MARK[outcome], [`${label.en}: ${sentence.en}.`, ...facts.map(({ en }) => en)].join(' '), advice?.en),
  );
  return invalid.length === 0 ? found : [...found, ...wrap(WORDS.invalidTakes.en, width), ...invalid];
}

/** Returns the load of the machine during an invalid take, and after an invalid rehearsal the command to try next, in one line. */
function nextBlock(result: Result, options: TerminalOptions, paint: Paint): string[] {
  const note = hostNote(result);
  const command = nextCommand(result, options.scenarioFile);
  return [
    ...(note === undefined ? [] : wrap(note.en, terminalWidth(options))),
    ...(command === undefined ? [] : [paint(`→ ${NEXT_WORDS.tryNext.en}: ${escapeTerminal(command)}`, 'bold')]),
  ];
}

/** Returns what the encoder made of its settings, dim. */
function encoderBlock(result: Result, width: number, paint: Paint): string[] {
  const lines = encoderLines(result).flatMap((line) => wrap(escapeTerminal(line), width));
  return lines.map((line) => paint(line, 'dim'));
}

/** Returns what was proved of the network: a dim line if it is as asked, every fault if not. */
function networkBlock(result: Result, width: number, paint: Paint): string[] {
  const { proofs, faults } = networkNotes(result);
  const quiet = proofs
    .flatMap(({ en }) => wrap(escapeTerminal(`network ${en}`), width))
    .map((line) => paint(line, 'dim'));
  const notes = transportNotes(result).flatMap(({ en }) => wrap(escapeTerminal(en), width));
  return [...notes, ...quiet, ...faults.flatMap(({ en }) => indent('• ', escapeTerminal(en), width))];
}

function indent(mark: string, text: string, width: number): string[] {
  const room = width - displayWidth(mark);
  return wrap(text, room).map((line, i) => (i === 0 ? mark : ' '.repeat(displayWidth(mark))) + line);
}

interface Row {
  readonly cells: readonly string[];
  readonly outcome?: VerdictOutcome;
}

function tableBlock(result: Result, width: number, paint: Paint): string[] {
  const { verdicts, isJudged } = shownVerdicts(result);
  if (verdicts.length === 0) return [];
  const rows: Row[] = result.scenario.regions.flatMap(({ id, label }) =>
    verdicts
      .filter((verdict) => verdict.region === id)
      .map((verdict, i) => ({
        cells: cellsOf(result, verdict, i === 0 ? label : '', isJudged),
        ...(isJudged && { outcome: verdict.outcome }),
      })),
  );
  const header: Row = { cells: ['Region', 'Metric', 'Limit', 'Actual', 'Outcome'] };
  const widths = columnWidths([header, ...rows], width);
  const line = (row: Row) =>
    row.cells.map((cell, i) => {
      const text = pad(cell, widths[i] ?? 0, i === 3 ? 'right' : 'left');
      return i === 4 && row.outcome !== undefined ? paint(text.trimEnd(), VERDICT_STYLE[row.outcome]) : text;
    });
  const text = (row: Row) => line(row).join(COLUMN_GAP).trimEnd();
  return [paint(text(header), 'bold'), ...rows.map(text)];
}

function cellsOf(result: Result, verdict: Verdict, region: string, isJudged: boolean): string[] {
  return [
    escapeTerminal(region),
    escapeTerminal(metricLabel(result, verdict.metric).en),
    formatBound(verdict),
    [formatActual(verdict), formatError(verdict)].join(' ').trimEnd(),
    isJudged ? `${VERDICT_MARK[verdict.outcome]} ${VERDICT_WORDS[verdict.outcome].en}` : WORDS.notJudged.en,
  ];
}

/** Makes each column as wide as its widest cell; region, then metric shrink when the line is too narrow. */
function columnWidths(rows: readonly Row[], width: number): number[] {
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...rows.map(({ cells }) => displayWidth(cells[column] ?? ''))),
  );
  let over = widths.reduce((sum, each) => sum + each, 0) + COLUMN_GAP.length * 4 - width;
  return widths.map((wanted, column) => {
    if (over <= 0 || column > 1) return wanted;
    const kept = Math.max(8, wanted - over);
    over -= wanted - kept;
    return kept;
  });
}
