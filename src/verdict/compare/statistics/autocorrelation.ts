/** Largest coefficient: beyond it, a level cannot be distinguished from chance. */
const MAX_COEFFICIENT = 0.95;
/** Fewest values from which the correlation of neighbours can be estimated. */
const LEAST_VALUES = 8;
/** Share of the largest differences that is left out: those across a change of level, which is no correlation. */
const LEFT_OUT = 0.2;
/** Share of the series at either end that a mean leaves out. */
const TRIMMED = 0.2;
/** Standard error of the second estimate, times the root of the number of values (by simulation, for coefficients from 0 to 0.8). */
const ERROR_OF_ONE = 3;
/** Most that is allowed for it: a few short series that all change would else pass for correlated. */
const MOST_ERROR = 0.3;

/**
 * Estimates the lag-1 autocorrelation of all series (their trimmed mean), 0 to MAX_COEFFICIENT. A change of level looks like
 * correlation, so there are two estimates: that from products, corrected for short series, where it is too small by (1 + 4 r) / n
 * (Kendall 1954); and that from differences over one step and over two, whose squares relate as 1 to 1 + r. The second is rougher,
 * so it only corrects the first where it is lower by more than two of its standard errors.
 */
export function estimateAutocorrelation(series: readonly (readonly number[])[]): number {
  const known = series.filter((values) => values.length >= LEAST_VALUES && Math.min(...values) < Math.max(...values));
  if (known.length === 0) return 0;
  const count = known.reduce((sum, { length }) => sum + length, 0);
  const most = trimmedMean(known.map(byDifferences)) + Math.min(MOST_ERROR, (2 * ERROR_OF_ONE) / Math.sqrt(count));
  return Math.min(MAX_COEFFICIENT, Math.max(0, Math.min(trimmedMean(known.map(byProducts)), most)));
}

function trimmedMean(values: readonly number[]): number {
  const out = Math.floor(values.length * TRIMMED);
  const kept = values.toSorted((a, b) => a - b).slice(out, values.length - out);
  return kept.reduce((sum, value) => sum + value, 0) / kept.length;
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
