import type { Evidence } from './evidence.ts';

/** The first of a series of seeds, the same for every rung, under which this one has no valid take. */
export function nextSeed(rung: string, evidence: readonly Evidence[], seedAt: (n: number) => number): number {
  const played = new Set(
    evidence.filter((take) => take.rung === rung && take.invalid === undefined).map(({ seed }) => seed),
  );
  for (let n = 0; ; n++) {
    const seed = seedAt(n);
    if (!played.has(seed)) return seed;
  }
}
