import type { Change, EncoderComparison } from '../../model/result/encoder-comparison.ts';
import { shareRuledOut } from '../../verdict/compare/statistics/unseen.ts';
import { LEAST_FOR_GREEN } from '../../verdict/compare/undecided.ts';
import { metricLabel } from '../facts/explain.ts';
import { comparisonText } from '../messages/comparison-phrases.ts';
import { CHANGE_WORDS } from '../messages/comparison-words.ts';
import { ENUMERATION, fill, joinTexts, type Language, plain, type Text } from '../messages/words.ts';
import { formatQuantity, formatStatistic } from '../text/format.ts';
import { regionName } from '../text/names.ts';
import { type ChangeRow, changeRow, type Labels } from './change-row.ts';
import { seedsText } from './seeds-text.ts';

/** Returns "low against base". */
export function comparisonName({ baseline, candidate }: EncoderComparison): Text {
  return fill(CHANGE_WORDS.against, { candidate: plain(candidate.name), baseline: plain(baseline.name) });
}

/** Returns the comparison in one sentence, with what to do if it is inconclusive. */
export function comparisonHeadline(comparison: EncoderComparison, labels: Labels): Text {
  const { outcome, leastSeeds, sureSeeds, pairedSeeds } = comparison;
  const deciding = comparison.changes.filter(({ isBudgeted, isOnlyWarning }) => isBudgeted && !isOnlyWarning);
  const list = (wanted: (change: Change) => boolean) => listOf(deciding.filter(wanted), labels);
  const counts = { least: leastSeeds, sure: sureSeeds, paired: pairedSeeds.length };
  switch (outcome) {
    case 'regressed':
    case 'improved':
      // A minority of the seeds may be worse, by missed budgets and not by the level of any number.
      if (!deciding.some((change) => change.outcome === outcome && change.why === undefined))
        return fill(CHANGE_WORDS.failsAlone, { baseline: plain(comparison.baseline.name) });
      return fill(CHANGE_WORDS[outcome], {
        list: list((change) => change.outcome === outcome && change.why === undefined),
      });
    case 'no-worse':
      return CHANGE_WORDS.noWorse;
    case 'inconclusive': {
      const isShort = deciding.some(({ why }) => why === 'too-few-seeds') || pairedSeeds.length < leastSeeds;
      const more = pairedSeeds.length < sureSeeds ? CHANGE_WORDS.someSeeds : CHANGE_WORDS.lessNoise;
      const words = comparison.isAnytime ? CHANGE_WORDS.playOn : isShort ? CHANGE_WORDS.moreSeeds : more;
      const advice = fill(words, { ...counts, green: LEAST_FOR_GREEN });
      if (deciding.every(({ why }) => why === 'too-few-seeds')) return fill(CHANGE_WORDS.tooFewSeeds, { advice });
      const unclear = deciding.filter((change) => change.outcome === 'inconclusive');
      if (unclear.length === 0) return fill(CHANGE_WORDS.missesAlone, { baseline: plain(comparison.baseline.name) });
      return fill(CHANGE_WORDS.inconclusive, { list: listOf(unclear, labels, unclearItem), advice });
    }
    case 'invalid':
      if (deciding.length > 0 && !deciding.some(({ why }) => why === 'missing-data'))
        return comparison.brokenAlone?.length === 0
          ? CHANGE_WORDS.voidAlone
          : fill(CHANGE_WORDS.brokenAlone, { baseline: plain(comparison.baseline.name) });
      return fill(CHANGE_WORDS.invalid, {
        list: deciding.length === 0 ? CHANGE_WORDS.noLimits : list(({ why }) => why === 'missing-data'),
        advice: fill(pairedSeeds.length < leastSeeds ? CHANGE_WORDS.playAgain : CHANGE_WORDS.lacksSome, counts),
      });
  }
}

/** Returns the changes for the worse that decide nothing: within their warning limit, or without a limit. */
export function worseNotes({ changes }: EncoderComparison, labels: Labels): readonly Text[] {
  const warned = changes.filter(({ isOnlyWarning }) => isOnlyWarning);
  const unlimited = changes.filter(({ isBudgeted, outcome }) => !isBudgeted && outcome === 'regressed');
  const note = (words: Text, list: readonly Change[]) =>
    list.length === 0 ? [] : [fill(words, { list: listOf(list, labels) })];
  return [...note(CHANGE_WORDS.warned, warned), ...note(CHANGE_WORDS.alsoWorse, unlimited)];
}

/**
 * Returns how the candidate fails under seeds where the baseline does not: broken takes and missed budgets, and what came of playing
 * such a seed again; [] if it never does.
 */
export function loneFailureNotes(
  { outcome, loneFailures = [], brokenAlone = [], lostSeed, baseline: { name } }: EncoderComparison,
  labels: Labels,
): readonly Text[] {
  const baseline = plain(name);
  const own = loneFailures.filter(({ arm }) => arm === 'candidate');
  const reasons = joinTexts(
    [...new Set(brokenAlone.map(({ reason }) => reason))].slice(0, MOST_LISTED).map(comparisonText),
    { en: ' ', zh: '' },
  );
  return [
    ...(brokenAlone.length > 0
      ? [fill(CHANGE_WORDS.brokeUnder, { seeds: seedsText(brokenAlone), baseline, reasons })]
      : []),
    ...(own.length > 0
      ? [fill(CHANGE_WORDS.failedAlone, { seeds: seedsText(own), baseline, list: namesOf(own, labels) })]
      : []),
    ...(lostSeed === undefined || (lostSeed.state !== 'again' && outcome === 'regressed')
      ? []
      : [fill(LOST_SEED_WORDS[lostSeed.state], { seed: lostSeed.seed, times: lostSeed.needed, baseline })]),
  ];
}

const LOST_SEED_WORDS = {
  again: CHANGE_WORDS.lostAgain,
  'not-again': CHANGE_WORDS.lostNotAgain,
  open: CHANGE_WORDS.lostOpen,
} as const;

/** Says that the candidate by itself is not ready, and which budgets it misses; [] if it is ready. */
export function notReadyNotes(
  { baseline, candidate, loneFailures = [] }: EncoderComparison,
  labels: Labels,
): readonly Text[] {
  if (candidate.outcome !== 'not-ready') return [];
  const missed = candidate.missed ?? loneFailures.filter(({ arm }) => arm === 'candidate');
  const words = baseline.outcome === 'not-ready' ? CHANGE_WORDS.bothNotReady : CHANGE_WORDS.notReady;
  const names = { candidate: plain(candidate.name), baseline: plain(baseline.name) };
  return [fill(words, { ...names, list: namesOf(missed, labels) })];
}

/** Says how often a fault may occur that no seed has shown, at 95 % confidence (the exact rule of three). */
export function exclusionNote({ pairedSeeds }: EncoderComparison): Text {
  const share = shareRuledOut(pairedSeeds.length);
  return fill(CHANGE_WORDS.excluded, { share: formatQuantity(share, 'fraction'), paired: pairedSeeds.length });
}

/** Returns "Jakarta Stutter rate, Lagos Latency p95", each once. */
function namesOf(numbers: readonly NamedNumber[], { regions, metrics }: Labels): Text {
  const texts = numbers.map(({ region, metric, statistic }): Text => {
    const [place, label] = [regionName(regions, region), metricLabel({ metrics }, metric)];
    const end = formatStatistic(statistic).trimEnd();
    return { en: `${place.en} ${label.en} ${end}`.trimEnd(), zh: `${place.zh} ${label.zh} ${end}`.trimEnd() };
  });
  const distinct = texts.filter(({ en }, i) => texts.findIndex((other) => other.en === en) === i);
  return shortened(distinct);
}

type NamedNumber = Pick<Change, 'region' | 'metric' | 'statistic'>;

/** Largest number of items in a sentence; the table names the rest. */
const MOST_LISTED = 4;

function listOf(changes: readonly Change[], labels: Labels, item = itemOf): Text {
  return shortened(changes.map((change) => item(changeRow(change, labels))));
}

function shortened(all: readonly Text[]): Text {
  const left = all.length - MOST_LISTED;
  const items = left > 0 ? [...all.slice(0, MOST_LISTED), fill(CHANGE_WORDS.more, { count: left })] : all;
  return joinTexts(items, ENUMERATION);
}

function itemOf({ region, label, baseline, candidate }: ChangeRow): Text {
  const inLanguage = (language: Language) =>
    `${region[language]} ${label[language]} ${baseline[language]} → ${candidate[language]}`;
  return { en: inLanguage('en'), zh: inLanguage('zh') };
}

/** Returns how far the difference may go: medians of both arms say little of a number that could not be told. */
function unclearItem(row: ChangeRow): Text {
  if (row.change.interval === undefined) return itemOf(row);
  const { region, label, difference, interval, margin } = row;
  const what = { en: `${region.en} ${label.en}`, zh: `${region.zh} ${label.zh}` };
  return fill(CHANGE_WORDS.unclear, { what, difference, interval, margin });
}
