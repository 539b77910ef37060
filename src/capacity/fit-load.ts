import { linearRegression } from 'simple-statistics';
import type { CapacityPoint, LoadModel } from '../model/result/machine-capacity.ts';

/** A machine that is all but full is no busier with one viewer more. */
const FULL = 0.9;

/** The line through what was measured, in cores; undefined with busy times of fewer than two counts of viewers. */
export function fitLoad(points: readonly CapacityPoint[], cpus: number): LoadModel | undefined {
  const known = points.flatMap(({ viewers, busyFraction }) =>
    busyFraction === undefined || busyFraction > FULL ? [] : [[viewers, busyFraction * cpus]],
  );
  if (new Set(known.map(([viewers]) => viewers)).size < 2) return undefined;
  const { m, b } = linearRegression(known);
  return m > 0 ? { sendingCores: Math.max(0, b), viewerCores: m } : undefined;
}
