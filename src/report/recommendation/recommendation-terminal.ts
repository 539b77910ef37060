import type { Advice, Recommendation, StandingState } from '../../model/result/recommendation.ts';
import { ADVICE_WORDS, RECOMMENDATION_WORDS as WORDS } from '../messages/recommendation-words.ts';
import { displayWidth, pad, wrap } from '../text/display-width.ts';
import { escapeTerminal } from '../text/escape.ts';
import { formatQuantity } from '../text/format.ts';
import { regionName } from '../text/names.ts';
import { type Paint, paintIf, type Style, type TerminalOptions, terminalWidth } from '../text/terminal-style.ts';
import { adviceRow, rungText, standingIn } from './recommendation-rows.ts';

const STYLES: Record<Advice['outcome'], Style> = { proven: 'green', likely: 'yellow', none: 'red' };
const MARKS: Record<StandingState, string> = { within: '✓', beyond: '✗', 'ruled-out': '–', open: '?' };

/** Formats a recommendation for a terminal: what to send to all and to each region, the cost of one step up, and the evidence; no newline at the end. */
export function formatRecommendation(found: Recommendation, options: TerminalOptions): string {
  const width = terminalWidth(options);
  const paint = paintIf(options.colour);
  const { regions } = found.scenario;
  const blocks = [
    advice(
      WORDS.forAll.en,
      found.overall,
      regions.map(({ id }) => id),
      found,
      width,
      paint,
    ),
    ...found.regions.map((each) => {
      return advice(regionName(regions, each.region).en, each, [each.region], found, width, paint);
    }),
    table(found, paint),
    found.isComplete ? [] : wrap(WORDS.unfinished.en, width),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

function advice(
  title: string,
  of: Advice,
  regions: readonly string[],
  found: Recommendation,
  width: number,
  paint: Paint,
): string[] {
  const { outcome, rung, evidence, step } = adviceRow(of, regions, found);
  const word = paint(` ${ADVICE_WORDS[outcome].en.toUpperCase()} `, STYLES[outcome], 'bold', 'inverse');
  const lines = [evidence.en, step === undefined ? WORDS.top.en : `${step.name.en}: ${step.price.en}`];
  return [
    `${word}  ${paint(escapeTerminal(title), 'bold')}${rung === undefined ? '' : `: ${rung.en}`}`,
    ...lines.flatMap((line) => wrap(escapeTerminal(line), width)),
  ];
}

function table(found: Recommendation, paint: Paint): string[] {
  const { rungs, scenario } = found;
  const header = [WORDS.step.en, WORDS.clarity.en, ...scenario.regions.map(({ label }) => escapeTerminal(label))];
  const rows = rungs.map((rung) => [
    rungText(rung).en,
    rung.clarity === undefined ? '' : formatQuantity(rung.clarity, 'similarity'),
    ...scenario.regions.map(({ id }) => {
      const { state, passes, fails } = standingIn(found, rung.name, id);
      return `${MARKS[state]} ${passes + fails === 0 ? '' : `${passes}/${passes + fails}`}`.trimEnd();
    }),
  ]);
  const widths = header.map((title, i) => Math.max(...[header, ...rows].map((row) => displayWidth(row[i] ?? title))));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, i) => pad(cell, widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [paint(line(header), 'bold'), ...rows.map(line)];
}
