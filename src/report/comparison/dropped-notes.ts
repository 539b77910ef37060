import type { DroppedSeed, EncoderComparison } from '../../model/result/encoder-comparison.ts';
import { comparisonText, reasonTitles } from '../messages/comparison-phrases.ts';
import { TERMINAL_WORDS } from '../messages/terminal-words.ts';
import { fill, GAP, joinTexts, type Text } from '../messages/words.ts';
import { seedsText } from './seeds-text.ts';

const CLAUSE_GAP: Text = { en: '; ', zh: '；' };
const ARM_WORDS = { baseline: TERMINAL_WORDS.baselineArm, candidate: TERMINAL_WORDS.candidateArm } as const;

/** Returns which takes do not count and why: a single one in full, of several how often each cause was; [] if all count. */
export function droppedNotes({ dropped }: Pick<EncoderComparison, 'dropped'>): readonly Text[] {
  const [first, second] = dropped;
  if (first === undefined) return [];
  if (second === undefined) {
    const { seed, arm, reason } = first;
    return [fill(TERMINAL_WORDS.dropped, { seed, arm: ARM_WORDS[arm], reason: comparisonText(reason) })];
  }
  const arms = (['baseline', 'candidate'] as const).filter((arm) => dropped.some((each) => each.arm === arm));
  const seeds = arms.map((arm) =>
    fill(TERMINAL_WORDS.seedsOfArm, {
      arm: ARM_WORDS[arm],
      seeds: seedsText(dropped.filter((each) => each.arm === arm)),
    }),
  );
  const reasons = [...countedReasons(dropped)].map(([, { reason, count }]) =>
    count === 1 ? reason : fill(TERMINAL_WORDS.reasonCount, { reason: withoutStop(reason), count }),
  );
  const values = {
    count: dropped.length,
    seeds: joinTexts(seeds, CLAUSE_GAP),
    reasons: joinTexts(reasons.map(withStop), GAP),
  };
  return [fill(TERMINAL_WORDS.droppedSeveral, values)];
}

function countedReasons(dropped: readonly DroppedSeed[]) {
  const counts = new Map<string, { readonly reason: Text; count: number }>();
  for (const reason of dropped.flatMap((each) => reasonTitles(each.reason))) {
    const known = counts.get(reason.en) ?? { reason, count: 0 };
    known.count++;
    counts.set(reason.en, known);
  }
  return counts;
}

function withoutStop({ en, zh }: Text): Text {
  return { en: en.replace(/\.$/, ''), zh: zh.replace(/。$/, '') };
}

function withStop(text: Text): Text {
  const { en, zh } = withoutStop(text);
  return { en: `${en}.`, zh: `${zh}。` };
}
