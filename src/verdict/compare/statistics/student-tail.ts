import { errorFunction } from 'simple-statistics';

/**
 * Returns the probability that Student's t with `freedom` degrees of freedom is beyond `t` on one side, by Wallace's normal
 * approximation (Ann. Math. Stat. 30, 1959), right to a few percent of it for 5 degrees and more.
 */
export function studentTail(t: number, freedom: number): number {
  if (t <= 0) return 1 - (t === 0 ? 0.5 : studentTail(-t, freedom));
  const z = ((8 * freedom + 1) / (8 * freedom + 3)) * Math.sqrt(freedom * Math.log1p(t ** 2 / freedom));
  return (1 - errorFunction(z / Math.SQRT2)) / 2;
}
