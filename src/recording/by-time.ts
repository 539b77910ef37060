/** Array.sort is stable: lines of one moment keep the order they were written in. */
export function byTime<T extends { readonly atMs: number }>(lines: T[]): readonly T[] {
  return lines.sort((a, b) => a.atMs - b.atMs);
}
