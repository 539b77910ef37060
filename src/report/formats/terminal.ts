import type { Result } from '../../model/result/result.ts';
import type { Outcome, Verdict, VerdictOutcome } from '../../model/result/verdict.ts';
import { formatComparison } from '../comparison/comparison-terminal.ts';
import { earlierNotes } from '../facts/earlier-notes.ts';
import { encoderLines } from '../facts/encoder-arms.ts';
import { explain, headline, metricLabel } from '../facts/explain.ts';
import { incidentLines } from '../facts/incident-facts.ts';
import { invalidGroups } from '../facts/invalid-groups.ts';
import { networkNotes } from '../facts/network-notes.ts';
import { NEXT_WORDS, nextCommand } from '../facts/next-command.ts';
import { broadcastNotes } from '../facts/source-notes.ts';
import { shownVerdicts } from '../facts/takes.ts';
import { hostNote } from '../messages/machine-words.ts';
import { paceNotes } from '../messages/pace-words.ts';
import { TERMINAL_WORDS } from '../messages/terminal-words.ts';
import { OUTCOME_WORDS, VERDICT_WORDS, worthSentence } from '../messages/verdict-words.ts';
import { COLON, fill, GAP, joinTexts, type Language, plain, STOP, type Text, WORDS } from '../messages/words.ts';
import { worstFirst } from '../screen/heat-map.ts';
import { displayWidth, pad, wrap } from '../text/display-width.ts';
import { escapeTerminal } from '../text/escape.ts';
import { formatActual, formatBound, formatDuration, formatError } from '../text/format.ts';
import { labelText } from '../text/names.ts';
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
  const look: Look = {
    width: terminalWidth(options),
    paint: paintIf(options.colour),
    language: options.language ?? 'en',
  };
  const blocks = [
    verdictBlock(result, look),
    reasonBlock(result, look),
    nextBlock(result, options, look),
    tableBlock(result, look),
    earlierBlock(result, look),
    incidentLines(result, MOST_INCIDENTS).flatMap((text) =>
      indent('• ', escapeTerminal(text[look.language]), look.width),
    ),
    ...(result.comparisons ?? []).map((comparison) => [
      formatComparison(comparison, { regions: result.scenario.regions, metrics: result.metrics }, options),
    ]),
    encoderBlock(result, look),
    networkBlock(result, look),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

/** Form that all blocks have in common. */
interface Look {
  readonly width: number;
  readonly paint: Paint;
  readonly language: Language;
}

function verdictBlock(result: Result, { width, paint, language }: Look): string[] {
  const { scenario } = result;
  const facts = fill(TERMINAL_WORDS.facts, {
    regions: scenario.regions.length,
    viewers: scenario.regions.reduce((sum, region) => sum + region.viewers, 0),
    duration: formatDuration(scenario.durationMs),
  })[language];
  const word = OUTCOME_WORDS[result.outcome][language];
  const verdict = paint(` ${word} `, OUTCOME_STYLE[result.outcome], 'bold', 'inverse');
  const notes = [...paceNotes(result), ...[worthSentence(result)].flatMap((text) => text ?? [])];
  return [
    `${verdict}  ${paint(escapeTerminal(scenario.name), 'bold')}`,
    paint(facts, 'dim'),
    ...(notes.length === 0 ? [] : wrap(joinTexts(notes, GAP)[language], width).map((line) => paint(line, 'dim'))),
    ...wrap(headline(result)[language], width),
  ];
}

function reasonBlock(result: Result, { width, paint, language }: Look): string[] {
  const item = (mark: string, text: string, advice: string | undefined) => [
    ...indent(`${mark} `, escapeTerminal(text), width),
    ...(advice === undefined ? [] : indent('  → ', escapeTerminal(advice), width).map((line) => paint(line, 'bold'))),
  ];
  const invalid = invalidGroups(result).flatMap(({ reasons, advice }) =>
    reasons.flatMap(({ title, detail }, i) =>
      item(
        '•',
        detail === undefined ? title[language] : `${title[language]}${GAP[language]}${detail[language]}`,
        i === reasons.length - 1 ? advice[language] : undefined,
      ),
    ),
  );
  if (result.outcome === 'invalid') return invalid;
  const found = explain(result).flatMap(({ label, sentence, facts, advice, outcome }) =>
    item(VERDICT_MARK[outcome], findingText(label, sentence, facts)[language], advice?.[language]),
  );
  return invalid.length === 0 ? found : [...found, ...wrap(WORDS.invalidTakes[language], width), ...invalid];
}

/** Returns "Jakarta: Stutter rate is 4 %; the limit is 3 %. The access line lost 3 % of packets." */
function findingText(label: Text, sentence: Text, facts: readonly Text[]): Text {
  const main = joinTexts([label, joinTexts([sentence, { en: '', zh: '' }], STOP)], COLON);
  return joinTexts([main, ...facts], GAP);
}

/** Returns the load of the machine during an invalid take, and after an invalid rehearsal the command to try next, in one line. */
function nextBlock(result: Result, options: TerminalOptions, { width, paint, language }: Look): string[] {
  const note = hostNote(result);
  const command = nextCommand(result, options.scenarioFile);
  return [
    ...(note === undefined ? [] : wrap(note[language], width)),
    ...(command === undefined
      ? []
      : [paint(`→ ${NEXT_WORDS.tryNext[language]}${COLON[language]}${escapeTerminal(command)}`, 'bold')]),
  ];
}

/** Returns how the rehearsal compares with the last one of the same. */
function earlierBlock(result: Result, { width, paint, language }: Look): string[] {
  return earlierNotes(result).flatMap((note, i) => {
    const lines = wrap(escapeTerminal(note[language]), width);
    return i === 0 ? lines : lines.map((line) => paint(line, 'dim'));
  });
}

/** Returns what the encoder made of its settings, dim. */
function encoderBlock(result: Result, { width, paint, language }: Look): string[] {
  const lines = encoderLines(result).flatMap((line) => wrap(escapeTerminal(line[language]), width));
  return lines.map((line) => paint(line, 'dim'));
}

/** Returns what was proved of the network: a dim line if it is as asked, every fault if not. */
function networkBlock(result: Result, { width, paint, language }: Look): string[] {
  const { proofs, faults } = networkNotes(result);
  const quiet = proofs
    .flatMap((proof) => wrap(escapeTerminal(fill(TERMINAL_WORDS.network, { proof })[language]), width))
    .map((line) => paint(line, 'dim'));
  const notes = broadcastNotes(result).flatMap((note) => wrap(escapeTerminal(note[language]), width));
  return [...notes, ...quiet, ...faults.flatMap((fault) => indent('• ', escapeTerminal(fault[language]), width))];
}

function indent(mark: string, text: string, width: number): string[] {
  const room = width - displayWidth(mark);
  return wrap(text, room).map((line, i) => (i === 0 ? mark : ' '.repeat(displayWidth(mark))) + line);
}

interface Row {
  readonly cells: readonly string[];
  readonly outcome?: VerdictOutcome;
}

/** Stands before the rows below a region's name. */
const INDENT = '  ';

function tableBlock(result: Result, { width, paint, language }: Look): string[] {
  const { verdicts, isJudged } = shownVerdicts(result);
  if (verdicts.length === 0) return [];
  const regions = worstFirst(result).map((region) => ({
    name: escapeTerminal(labelText(region)[language]),
    rows: verdicts
      .filter((verdict) => verdict.region === region.id)
      .map(
        (verdict): Row => ({
          cells: cellsOf(result, verdict, { isJudged, language }),
          ...(isJudged && { outcome: verdict.outcome }),
        }),
      ),
  }));
  const titles = [WORDS.metric, WORDS.limit, WORDS.actual, WORDS.outcome];
  const header: Row = { cells: titles.map((title) => title[language]) };
  const widths = columnWidths([header, ...regions.flatMap(({ rows }) => rows)], width);
  const line = (row: Row) =>
    row.cells.map((cell, i) => {
      const text = pad(cell, widths[i] ?? 0, i === 2 ? 'right' : 'left');
      return i === 3 && row.outcome !== undefined ? paint(text.trimEnd(), VERDICT_STYLE[row.outcome]) : text;
    });
  const text = (row: Row) => INDENT + line(row).join(COLUMN_GAP).trimEnd();
  return [
    paint(text(header), 'bold'),
    ...regions.flatMap(({ name, rows }) => [
      ...(rows.length === 0 ? [] : wrap(name, width).map((part) => paint(part, 'bold'))),
      ...rows.map(text),
    ]),
  ];
}

interface RowContext {
  readonly isJudged: boolean;
  readonly language: Language;
}

function cellsOf(result: Result, verdict: Verdict, { isJudged, language }: RowContext): string[] {
  return [
    escapeTerminal(metricLabel(result, verdict.metric)[language]),
    plain(formatBound(verdict))[language],
    [formatActual(verdict)[language], plain(formatError(verdict))[language]].join(' ').trimEnd(),
    isJudged
      ? `${VERDICT_MARK[verdict.outcome]} ${VERDICT_WORDS[verdict.outcome][language]}`
      : WORDS.notJudged[language],
  ];
}

/** Makes each column as wide as its widest cell; the metric's shrinks when the line is too narrow. */
function columnWidths(rows: readonly Row[], width: number): number[] {
  const [metric = 0, ...others] = [0, 1, 2, 3].map((column) =>
    Math.max(...rows.map(({ cells }) => displayWidth(cells[column] ?? ''))),
  );
  const room = width - INDENT.length - others.reduce((sum, each) => sum + COLUMN_GAP.length + each, 0);
  return [Math.max(8, Math.min(metric, room)), ...others];
}
