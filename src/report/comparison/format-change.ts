import type { Change, EncoderComparison } from '../../model/result/encoder-comparison.ts';
import type { Unit } from '../../model/result/metric.ts';
import { formatQuantity, NO_DATA } from '../text/format.ts';

/** Returns "+4.0 pp" (percentage points), "-30 ms": always with its sign. */
export function formatDifference(value: number | undefined, unit: Unit): string {
  if (value === undefined) return NO_DATA;
  const text = formatQuantity(Math.abs(value), unit).replace(/ %$/, ' pp');
  const isZero = Number.parseFloat(text) === 0;
  return `${isZero ? '±' : value < 0 ? '-' : '+'}${text}`;
}

/** Returns "+3.1 pp to +4.9 pp". */
export function formatInterval({ interval, unit }: Pick<Change, 'interval' | 'unit'>): string {
  return interval === undefined
    ? NO_DATA
    : `${formatDifference(interval.low, unit)} to ${formatDifference(interval.high, unit)}`;
}

/** Returns the p value that the outcome rests on, with its meaning: "p(worse) 0.016". */
export function formatP({ outcome, why, worseP, betterP, harmlessP }: Change): string {
  if (why === 'failed-alone') return 'missed where the baseline kept it';
  const p = (value: number) => (value < 0.001 ? '< 0.001' : value.toFixed(3));
  switch (outcome) {
    case 'regressed':
      return `p(worse) ${p(worseP)}`;
    case 'improved':
      return `p(better) ${p(betterP)}`;
    case 'no-worse':
      return `p(no worse) ${p(harmlessP)}`;
    case 'inconclusive':
      return `p(worse) ${p(worseP)}, p(no worse) ${p(harmlessP)}`;
  }
}

/** Returns "alpha 0.05, look 2 of 3", or "alpha 0.05 at any look". */
export function alphaText({ alpha, look, looks, isAnytime = false }: EncoderComparison): string {
  const value = `alpha ${Number(alpha.toFixed(4))}`;
  if (isAnytime) return `${value} at any look`;
  return looks > 1 ? `${value}, look ${look} of ${looks}` : value;
}
