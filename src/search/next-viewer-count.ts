import type { CapacityPoint } from '../model/result/machine-capacity.ts';

const FIRST_COUNT = 2;

/**
 * Returns the number of viewers to try next: doubled until it is too many, then by bisection. Undefined once the most that the
 * machine carries is known.
 */
export function nextViewerCount(points: readonly CapacityPoint[], most: number): number | undefined {
  const carried = mostCarried(points);
  const tooMany = Math.min(...points.filter((point) => !point.carried).map(({ viewers }) => viewers), most + 1);
  if (carried + 1 >= tooMany) return undefined;
  if (points.length === 0) return Math.min(FIRST_COUNT, most);
  if (tooMany > most) return Math.min(carried * 2, most);
  return Math.floor((carried + tooMany) / 2);
}

/** Returns the largest count that was carried below the smallest that was not: success above that was luck. */
export function mostCarried(points: readonly CapacityPoint[]): number {
  const tooMany = Math.min(...points.filter((point) => !point.carried).map(({ viewers }) => viewers));
  return Math.max(0, ...points.filter(({ carried, viewers }) => carried && viewers < tooMany).map((p) => p.viewers));
}
