import type { Change, EncoderComparison } from '../../model/result/encoder-comparison.ts';
import type { Unit } from '../../model/result/metric.ts';
import { CHANGE_WORDS } from '../messages/comparison-words.ts';
import { fill, NO_DATA_TEXT, type Text } from '../messages/words.ts';
import { formatQuantity } from '../text/format.ts';

/** Returns "+4.0 pp" (percentage points), "-30 ms": always with its sign. */
export function formatDifference(value: number, unit: Unit): string {
  const text = formatQuantity(Math.abs(value), unit).replace(/ %$/, ' pp');
  const isZero = Number.parseFloat(text) === 0;
  return `${isZero ? '±' : value < 0 ? '-' : '+'}${text}`;
}

/** Returns "+3.1 pp to +4.9 pp", or that so few pairs rule out nothing. */
export function formatInterval({ interval, pairs, unit }: Pick<Change, 'interval' | 'pairs' | 'unit'>): Text {
  if (interval === undefined) return pairs === 0 ? NO_DATA_TEXT : CHANGE_WORDS.anything;
  const ends = { low: formatDifference(interval.low, unit), high: formatDifference(interval.high, unit) };
  return fill(CHANGE_WORDS.fromTo, ends);
}

/** Returns the p value that the outcome rests on, with its meaning: "p(worse) 0.016". */
export function formatP({ outcome, why, worseP, betterP, harmlessP }: Change): Text {
  if (why === 'failed-alone') return CHANGE_WORDS.missedAlone;
  const p = (value: number) => (value < 0.001 ? '< 0.001' : value.toFixed(3));
  const values = { worse: p(worseP), better: p(betterP), harmless: p(harmlessP) };
  switch (outcome) {
    case 'regressed':
      return fill(CHANGE_WORDS.pWorse, values);
    case 'improved':
      return fill(CHANGE_WORDS.pBetter, values);
    case 'no-worse':
      return fill(CHANGE_WORDS.pNoWorse, values);
    case 'inconclusive':
      return fill(CHANGE_WORDS.pEither, values);
  }
}

/** Returns "alpha 0.05, look 2 of 3", or "alpha 0.05 at any look". */
export function alphaText({ alpha, look, looks, isAnytime = false }: EncoderComparison): Text {
  const values = { alpha: Number(alpha.toFixed(4)), look, looks };
  if (isAnytime) return fill(CHANGE_WORDS.alphaAnyLook, values);
  return fill(looks > 1 ? CHANGE_WORDS.alphaLooks : CHANGE_WORDS.alpha, values);
}
