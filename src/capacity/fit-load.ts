import { linearRegression } from 'simple-statistics';
import type { MachineCpus } from '../lib/available-cpus.ts';
import type { CapacityPoint, LoadModel } from '../model/result/machine-capacity.ts';

/** Busy share of the available CPUs above which a point is not used: a machine that is nearly full gets no busier with one more viewer. */
const NEARLY_FULL = 0.9;

/**
 * Fits a line, in cores, through the measured points. Returns undefined unless two viewer counts have a usable busy
 * time.
 */
export function fitLoad(points: readonly CapacityPoint[], { all, available }: MachineCpus): LoadModel | undefined {
  const usable = points.flatMap(({ viewers, busyFraction }) =>
    busyFraction === undefined || busyFraction * all > NEARLY_FULL * available ? [] : [[viewers, busyFraction * all]],
  );
  if (new Set(usable.map(([viewers]) => viewers)).size < 2) return undefined;
  const { m, b } = linearRegression(usable);
  return m > 0 ? { sendingCores: Math.max(0, b), viewerCores: m } : undefined;
}
