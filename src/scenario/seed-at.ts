/** The n-th seed of a rehearsal that goes on for as long as it takes, from 0: the scenario's own, then those that follow. */
export function seedAt(seeds: readonly number[], n: number): number {
  return seeds[n] ?? Math.max(...seeds) + 1 + n - seeds.length;
}
