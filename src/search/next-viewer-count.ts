import type { CapacityPoint } from '../model/result/machine-capacity.ts';

const FIRST = 2;

/** How many viewers to try next: doubling until it is too many, then halving the difference; undefined when it is known. */
export function nextViewerCount(points: readonly CapacityPoint[], most: number): number | undefined {
  const carried = mostCarried(points);
  const tooMany = Math.min(...points.filter((point) => !point.carried).map(({ viewers }) => viewers), most + 1);
  if (carried + 1 >= tooMany) return undefined;
  if (points.length === 0) return Math.min(FIRST, most);
  if (tooMany > most) return Math.min(carried * 2, most);
  return Math.floor((carried + tooMany) / 2);
}

/** The most that were carried below the first count that was not: what worked above that was luck. */
export function mostCarried(points: readonly CapacityPoint[]): number {
  const tooMany = Math.min(...points.filter((point) => !point.carried).map(({ viewers }) => viewers));
  return Math.max(0, ...points.filter(({ carried, viewers }) => carried && viewers < tooMany).map((p) => p.viewers));
}
