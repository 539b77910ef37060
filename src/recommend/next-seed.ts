import type { Evidence } from './evidence.ts';

/** Returns the first seed of a series, the same for every rung, under which this rung has no valid take. */
export function nextSeed(rung: string, evidence: readonly Evidence[], seedAt: (n: number) => number): number {
  const played = new Set(
    evidence.filter((take) => take.rung === rung && take.invalid === undefined).map(({ seed }) => seed),
  );
  for (let n = 0; ; n++) {
    const seed = seedAt(n);
    if (!played.has(seed)) return seed;
  }
}
