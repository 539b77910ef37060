import type { Figure } from './crossing.ts';

/** Interpolates between neighbours; undefined when there are no values. */
export function quantile(values: readonly number[], share: number): number | undefined {
  const ascending = [...values].sort((a, b) => a - b);
  const place = share * (ascending.length - 1);
  const [low, high] = [ascending[Math.floor(place)], ascending[Math.ceil(place)]];
  return low === undefined || high === undefined ? undefined : low + (high - low) * (place - Math.floor(place));
}

/** Mean of what lies between two quantiles: neither a moment's disturbance nor one probe overtaken by luck counts. */
export function trimmedMean(values: readonly number[], share: number): number | undefined {
  const ascending = [...values].sort((a, b) => a - b);
  const cut = Math.floor(share * ascending.length);
  const kept = ascending.slice(cut, ascending.length - cut);
  return kept.length === 0 ? undefined : kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

/** Student's t for 9 degrees of freedom, two-sided 95 %. */
const T_9 = 2.262;
const BLOCKS = 10;
/** A block of fewer values has no figure worth the name. */
const BLOCK_LEAST = 10;

/**
 * A figure of a series with its 95 % interval, from the spread of the same figure over ten consecutive blocks: neighbours
 * depend on each other (jitter holds packets back, queues drain slowly), so single values would promise too much.
 */
export function blockFigure(
  values: readonly number[],
  figureOf: (part: readonly number[]) => number | undefined,
): Figure | undefined {
  const value = figureOf(values);
  if (value === undefined || values.length < BLOCKS * BLOCK_LEAST) return undefined;
  const size = values.length / BLOCKS;
  const parts = Array.from({ length: BLOCKS }, (_, n) =>
    values.slice(Math.floor(n * size), Math.floor((n + 1) * size)),
  );
  const figures = parts.flatMap((part) => figureOf(part) ?? []);
  const mean = figures.reduce((sum, each) => sum + each, 0) / figures.length;
  const variance = figures.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (figures.length - 1);
  const half = T_9 * Math.sqrt(variance / figures.length);
  return { value, least: value - half, most: value + half };
}

/** Ranks of the order statistics that hold the median with 95 % confidence, counted from each end (binomial, n to 20). */
export function medianFigure(values: readonly number[]): Figure | undefined {
  const ascending = [...values].sort((a, b) => a - b);
  const value = quantile(ascending, 0.5);
  const rank = Math.max(0, Math.floor((ascending.length - 1.96 * Math.sqrt(ascending.length)) / 2));
  const [least, most] = [ascending[rank], ascending[ascending.length - 1 - rank]];
  return value === undefined || least === undefined || most === undefined ? undefined : { value, least, most };
}

const Z = 1.96;

/** Share of `hits` in `trials`, where only so many of the trials are as good as independent (Wilson, 95 %). */
export function shareFigure(hits: number, trials: number, independent = trials): Figure | undefined {
  if (trials === 0) return undefined;
  const value = hits / trials;
  const n = Math.max(1, independent);
  const centre = (value + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
  const half = (Z / (1 + Z ** 2 / n)) * Math.sqrt((value * (1 - value)) / n + Z ** 2 / (4 * n ** 2));
  return { value, least: Math.max(0, centre - half), most: Math.min(1, centre + half) };
}
