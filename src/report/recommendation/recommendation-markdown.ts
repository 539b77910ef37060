import type { Advice, Recommendation, StandingState } from '../../model/result/recommendation.ts';
import { RECOMMENDATION_WORDS as WORDS } from '../messages/recommendation-words.ts';
import { fill } from '../messages/words.ts';
import { escapeMarkdown } from '../text/escape.ts';
import { formatQuantity } from '../text/format.ts';
import { regionName } from '../text/names.ts';
import { adviceRow, certaintyText, rungText, standingIn } from './recommendation-rows.ts';

const ADVICE_MARKS: Record<Advice['outcome'], string> = { proven: '✅', likely: '🟡', none: '❌' };
const MARKS: Record<StandingState, string> = { within: '✅', beyond: '❌', 'ruled-out': '⛔', open: '❔' };

/** Formats a recommendation as Markdown for a pull request or a chat. */
export function recommendationMarkdown(found: Recommendation): string {
  const { scenario, overall } = found;
  const all = scenario.regions.map(({ id }) => id);
  const item = (title: string, advice: Advice, regions: readonly string[]) => {
    const { outcome, rung, evidence, step } = adviceRow(advice, regions, found);
    const price = step === undefined ? WORDS.top.en : `${step.name.en}: ${step.price.en}`;
    const name = rung === undefined ? '' : ` ${escapeMarkdown(rung.en)}.`;
    return `- ${ADVICE_MARKS[outcome]} **${escapeMarkdown(title)}**:${name} ${escapeMarkdown(evidence.en)}  \n  ${escapeMarkdown(price)}`;
  };
  const parts = [
    `## ${escapeMarkdown(scenario.name)}: ${WORDS.title.en}`,
    [
      item(WORDS.forAll.en, overall, all),
      ...found.regions.map((advice) => {
        return item(regionName(scenario.regions, advice.region).en, advice, [advice.region]);
      }),
    ].join('\n'),
    table(found),
    found.isComplete ? '' : `⚠️ ${WORDS.unfinished.en}`,
    `<sub>${escapeMarkdown(certaintyText(found).en)}</sub>`,
  ];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function table(found: Recommendation): string {
  const { rungs, scenario } = found;
  const header = [WORDS.step.en, WORDS.clarity.en, ...scenario.regions.map(({ label }) => escapeMarkdown(label))];
  const rows = rungs.map((rung) => [
    escapeMarkdown(rungText(rung).en),
    rung.clarity === undefined ? '' : formatQuantity(rung.clarity, 'similarity'),
    ...scenario.regions.map(({ id }) => {
      const { state, passes, fails } = standingIn(found, rung.name, id);
      const takes = passes + fails;
      return `${MARKS[state]} ${takes === 0 ? WORDS.untried.en : fill(WORDS.takesOf, { passes, takes }).en}`;
    }),
  ]);
  return [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
