/** Returns the median of values, with the range if takes differ visibly: "29.9 fps", "29.9 fps (28.1 fps–30 fps)". */
export function rangeText(values: readonly number[], format: (value: number) => string): string {
  const [low, high] = [format(Math.min(...values)), format(Math.max(...values))];
  const text = format(lowerMedian(values));
  return low === high ? text : `${text} (${low}–${high})`;
}

/** Returns the lower median; NaN if there are no values, so that no comparison with it holds. */
export function lowerMedian(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}

/** Returns the defined values, each once. */
export function distinct(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
