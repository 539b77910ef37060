import { medianOf } from '../../../metrics/series/values.ts';

/** Beyond it neighbours are so alike that a level and chance cannot be told apart. */
const MOST = 0.95;
/** A shorter series says nothing of its neighbours. */
const LEAST_VALUES = 8;
/** Of the largest differences so many are left out: those across a change of level, which is no resemblance. */
const LEFT_OUT = 0.2;
/** The second estimate is the rougher one: it corrects the first only where it is lower by more. */
const ROUGHNESS = 0.15;

/**
 * How much neighbours resemble each other, one coefficient for all series (their median): 0 to MOST. A series that changed its level
 * looks as if they did, so that two estimates have to agree: that of the products, put right for a short series, where it comes out
 * too small by (1 + 4 r) / n (Kendall 1954); and that of differences over one step and over two, whose squares are as 1 to 1 + r.
 */
export function autocorrelation(series: readonly (readonly number[])[]): number {
  const known = series.filter((values) => values.length >= LEAST_VALUES && Math.min(...values) < Math.max(...values));
  const [ofProducts, ofDifferences] = [known.map(byProducts), known.map(byDifferences)].map(
    (each) => medianOf(each) ?? 0,
  );
  return Math.min(MOST, Math.max(0, Math.min(ofProducts as number, (ofDifferences as number) + ROUGHNESS)));
}

function byProducts(values: readonly number[]): number {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const square = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const products = values.slice(1).reduce((sum, value, i) => sum + (value - mean) * ((values[i] as number) - mean), 0);
  return (n * (products / square) + 1) / (n - 4);
}

function byDifferences(values: readonly number[]): number {
  const [one, two] = [1, 2].map((step) => {
    const squares = values.slice(step).map((value, i) => (value - (values[i] as number)) ** 2);
    const kept = squares.toSorted((a, b) => a - b).slice(0, Math.ceil(squares.length * (1 - LEFT_OUT)));
    return kept.reduce((sum, square) => sum + square, 0) / kept.length;
  }) as [number, number];
  return one === 0 ? 0 : two / one - 1;
}
