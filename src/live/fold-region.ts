import type { Spread } from './live-message.ts';

/** Significant digits that a chart can show. */
const DIGITS = 4;

/** Folds the values of a region's viewers into the middle one and the worst; null where there is none. */
export function spreadOver(values: readonly number[], worst: 'highest' | 'lowest'): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  const extreme = worst === 'highest' ? sorted.at(-1) : sorted[0];
  if (low === undefined || high === undefined || extreme === undefined) return null;
  return [short((low + high) / 2), short(extreme)];
}

function short(value: number): number {
  return Number(value.toPrecision(DIGITS));
}
