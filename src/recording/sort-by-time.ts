/** Sorts in place by time. The sort is stable: lines of one moment keep the order they were written in. */
export function sortByTime<T extends { readonly atMs: number }>(lines: T[]): readonly T[] {
  return lines.sort((a, b) => a.atMs - b.atMs);
}
