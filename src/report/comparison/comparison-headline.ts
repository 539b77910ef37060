import type { Change, EncoderComparison } from '../../model/result/encoder-comparison.ts';
import { metricLabel } from '../facts/explain.ts';
import { CHANGE_WORDS } from '../messages/comparison-words.ts';
import { fill, plain, type Text } from '../messages/words.ts';
import { formatQuantity, formatStatistic } from '../text/format.ts';
import { regionName } from '../text/names.ts';
import { type ChangeRow, changeRow, type Labels } from './change-row.ts';

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
      // Only a minority of the seeds may be worse, by budgets missed and by no number's level.
      if (!deciding.some((change) => change.outcome === outcome && change.why === undefined))
        return fill(CHANGE_WORDS.failsAlone, { baseline: plain(comparison.baseline.name) });
      return fill(CHANGE_WORDS[outcome], {
        list: list((change) => change.outcome === outcome && change.why === undefined),
      });
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

/** Budgets that the candidate misses under seeds where the baseline keeps them; nothing if there is none. */
export function failedAlone({ loneFailures = [], baseline }: EncoderComparison, labels: Labels): readonly Text[] {
  const own = loneFailures.filter(({ arm }) => arm === 'candidate');
  if (own.length === 0) return [];
  const seeds = [...new Set(own.map(({ seed }) => seed))].join(', ');
  const list = namesOf(own, labels);
  return [fill(CHANGE_WORDS.failedAlone, { seeds, baseline: plain(baseline.name), list })];
}

/** That the candidate by itself is not ready, and in what; nothing if it is. */
export function ownFaults(
  { baseline, candidate, loneFailures = [] }: EncoderComparison,
  labels: Labels,
): readonly Text[] {
  if (candidate.outcome !== 'not-ready') return [];
  const missed = candidate.missed ?? loneFailures.filter(({ arm }) => arm === 'candidate');
  const words = baseline.outcome === 'not-ready' ? CHANGE_WORDS.bothNotReady : CHANGE_WORDS.notReady;
  const names = { candidate: plain(candidate.name), baseline: plain(baseline.name) };
  return [fill(words, { ...names, list: namesOf(missed, labels) })];
}

/** How often a fault may occur that none of the seeds has met, 95 % sure (the exact rule of three). */
export function notExcluded({ pairedSeeds }: EncoderComparison): Text {
  const share = 1 - 0.05 ** (1 / Math.max(1, pairedSeeds.length));
  return fill(CHANGE_WORDS.excluded, { share: formatQuantity(share, 'fraction'), paired: pairedSeeds.length });
}

/** "Jakarta Stutter rate, Lagos Latency p95", each once. */
function namesOf(numbers: readonly NamedNumber[], { regions, metrics }: Labels): Text {
  const texts = numbers.map(({ region, metric, statistic }): Text => {
    const [place, label] = [regionName(regions, region), metricLabel({ metrics }, metric)];
    const end = formatStatistic(statistic).trimEnd();
    return { en: `${place.en} ${label.en} ${end}`.trimEnd(), zh: `${place.zh} ${label.zh} ${end}`.trimEnd() };
  });
  const once = texts.filter(({ en }, i) => texts.findIndex((other) => other.en === en) === i);
  return shortened(once);
}

type NamedNumber = Pick<Change, 'region' | 'metric' | 'statistic'>;

/** The table names those beyond. */
const MOST_LISTED = 4;

function listOf(changes: readonly Change[], labels: Labels): Text {
  return shortened(changes.map((change) => itemOf(changeRow(change, labels))));
}

function shortened(all: readonly Text[]): Text {
  const left = all.length - MOST_LISTED;
  const items = left > 0 ? [...all.slice(0, MOST_LISTED), { en: `${left} more`, zh: `另有 ${left} 项` }] : all;
  return { en: items.map(({ en }) => en).join(', '), zh: items.map(({ zh }) => zh).join('、') };
}

function itemOf({ region, label, baseline, candidate }: ChangeRow): Text {
  const numbers = `${baseline} → ${candidate}`;
  return { en: `${region.en} ${label.en} ${numbers}`, zh: `${region.zh} ${label.zh} ${numbers}` };
}
