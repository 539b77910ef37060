import type { Change, EncoderComparison } from '../../model/encoder-comparison.ts';
import { fill, plain, type Text } from '../words.ts';
import { type ChangeRow, changeRow, type Labels } from './change-row.ts';
import { CHANGE_WORDS } from './comparison-words.ts';

/** "low against base" */
export function against({ baseline, candidate }: EncoderComparison): Text {
  return fill(CHANGE_WORDS.against, { candidate: plain(candidate.name), baseline: plain(baseline.name) });
}

/** The comparison in one sentence, with what to do where it could not tell. */
export function comparisonHeadline(comparison: EncoderComparison, labels: Labels): Text {
  const { outcome, leastSeeds, sureSeeds, pairedSeeds } = comparison;
  const deciding = comparison.changes.filter(({ isBudgeted, isOnlyWarning }) => isBudgeted && !isOnlyWarning);
  const list = (wanted: (change: Change) => boolean) => listOf(deciding.filter(wanted), labels);
  const counts = { least: leastSeeds, sure: sureSeeds, paired: pairedSeeds.length };
  switch (outcome) {
    case 'regressed':
    case 'improved':
      return fill(CHANGE_WORDS[outcome], { list: list((change) => change.outcome === outcome) });
    case 'no-worse':
      return CHANGE_WORDS.noWorse;
    case 'inconclusive': {
      const isShort = deciding.some(({ why }) => why === 'too-few-seeds') || pairedSeeds.length < sureSeeds;
      const advice = fill(isShort ? CHANGE_WORDS.moreSeeds : CHANGE_WORDS.lessNoise, counts);
      return fill(CHANGE_WORDS.inconclusive, { list: list((change) => change.outcome === 'inconclusive'), advice });
    }
    case 'invalid':
      return fill(CHANGE_WORDS.invalid, {
        list: deciding.length === 0 ? CHANGE_WORDS.noLimits : list(({ why }) => why === 'missing-data'),
        advice: fill(CHANGE_WORDS.playAgain, counts),
      });
  }
}

/** What decides nothing and somebody should know: worse within its warning, or without a limit. */
export function alsoWorse({ changes }: EncoderComparison, labels: Labels): readonly Text[] {
  const warned = changes.filter(({ isOnlyWarning }) => isOnlyWarning);
  const unlimited = changes.filter(({ isBudgeted, outcome }) => !isBudgeted && outcome === 'regressed');
  const tell = (words: Text, list: readonly Change[]) =>
    list.length === 0 ? [] : [fill(words, { list: listOf(list, labels) })];
  return [...tell(CHANGE_WORDS.warned, warned), ...tell(CHANGE_WORDS.alsoWorse, unlimited)];
}

/** The table names those beyond. */
const MOST_LISTED = 4;

function listOf(changes: readonly Change[], labels: Labels): Text {
  const items = changes.slice(0, MOST_LISTED).map((change) => itemOf(changeRow(change, labels)));
  const left = changes.length - items.length;
  const all = left > 0 ? [...items, { en: `${left} more`, zh: `另有 ${left} 项` }] : items;
  return { en: all.map(({ en }) => en).join(', '), zh: all.map(({ zh }) => zh).join('、') };
}

function itemOf({ region, label, baseline, candidate }: ChangeRow): Text {
  const numbers = `${baseline} → ${candidate}`;
  return { en: `${region.en} ${label.en} ${numbers}`, zh: `${region.zh} ${label.zh} ${numbers}` };
}
