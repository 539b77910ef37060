/** "29.9 fps", or with its ends "29.9 fps (28.1 fps to 30 fps)" where takes differ visibly. */
export function spread(values: readonly number[], format: (value: number) => string): string {
  const [low, high] = [format(Math.min(...values)), format(Math.max(...values))];
  const text = format(middle(values));
  return low === high ? text : `${text} (${low} to ${high})`;
}

/** NaN of nothing, so that no comparison with it holds. */
export function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[(sorted.length - 1) >> 1] ?? Number.NaN;
}

/** Those that are there, each once. */
export function unique(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
