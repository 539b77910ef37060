/**
 * Returns the n-th seed (from 0) of a rehearsal without a fixed end: the scenario's own seeds, then the numbers that
 * follow.
 */
export function seedAt(seeds: readonly number[], n: number): number {
  return seeds[n] ?? Math.max(...seeds) + 1 + n - seeds.length;
}
