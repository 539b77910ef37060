import type { Advice, Recommendation, StandingState } from '../../model/result/recommendation.ts';
import { ADVICE_WORDS, STANDING_WORDS, RECOMMENDATION_WORDS as WORDS } from '../messages/recommendation-words.ts';
import { COLON, ENUMERATION, GAP, joinTexts, type Language, plain, STOP, type Text } from '../messages/words.ts';
import { displayWidth, pad, wrap } from '../text/display-width.ts';
import { escapeTerminal } from '../text/escape.ts';
import { formatQuantity } from '../text/format.ts';
import { labelText, regionName } from '../text/names.ts';
import { type Paint, paintIf, type Style, type TerminalOptions, terminalWidth } from '../text/terminal-style.ts';
import { adviceRow, rungText, standingIn } from './recommendation-rows.ts';

const STYLES: Record<Advice['outcome'], Style> = { proven: 'green', likely: 'yellow', none: 'red' };
const MARKS: Record<StandingState, string> = { within: '✓', beyond: '✗', 'ruled-out': '–', open: '?' };

/** Formats a recommendation for a terminal: what to send to all and to each region, the cost of one step up, and the evidence; no newline at the end. */
export function formatRecommendation(found: Recommendation, options: TerminalOptions): string {
  const width = terminalWidth(options);
  const paint = paintIf(options.colour);
  const { language = 'en' } = options;
  const { regions } = found.scenario;
  const look: Look = { width, paint, language };
  const blocks = [
    advice(
      WORDS.forAll,
      found.overall,
      regions.map(({ id }) => id),
      found,
      look,
    ),
    ...found.regions.map((each) => advice(regionName(regions, each.region), each, [each.region], found, look)),
    table(found, look),
    wrap(joinTexts([legend(), WORDS.evidenceNote], GAP)[language], width),
    found.isComplete ? [] : wrap(WORDS.unfinished[language], width),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n');
}

/** Returns "✓ within budget, ✗ over budget, ...". */
function legend(): Text {
  const states = Object.entries(STANDING_WORDS).map(([state, text]) =>
    joinTexts([plain(MARKS[state as StandingState]), text], { en: ' ', zh: ' ' }),
  );
  return joinTexts([joinTexts(states, ENUMERATION), plain('')], STOP);
}

interface Look {
  readonly width: number;
  readonly paint: Paint;
  readonly language: Language;
}

function advice(
  title: Text,
  of: Advice,
  regions: readonly string[],
  found: Recommendation,
  { width, paint, language }: Look,
): string[] {
  const { outcome, rung, evidence, step } = adviceRow(of, regions, found);
  const word = paint(` ${ADVICE_WORDS[outcome][language].toUpperCase()} `, STYLES[outcome], 'bold', 'inverse');
  const lines = [evidence, step === undefined ? WORDS.top : joinTexts([step.name, step.price], COLON)];
  return [
    `${word}  ${paint(escapeTerminal(title[language]), 'bold')}${rung === undefined ? '' : COLON[language] + rung[language]}`,
    ...lines.flatMap((line) => wrap(escapeTerminal(line[language]), width)),
  ];
}

function table(found: Recommendation, { paint, language }: Look): string[] {
  const { rungs, scenario } = found;
  const regions = scenario.regions.map((region) => escapeTerminal(labelText(region)[language]));
  const header = [WORDS.step[language], WORDS.clarity[language], ...regions];
  const rows = rungs.map((rung) => [
    rungText(rung)[language],
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
