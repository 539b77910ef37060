import { factorFor } from '../capacity/machine-load.ts';
import type { MachineCpus } from '../lib/available-cpus.ts';

/**
 * Share of the CPUs that the scheduler gives us even beside programs that use all of them. Assumption: a third; if it
 * is wrong, the warm-up only takes longer to correct the factor.
 */
const LEAST_FREE = 0.33;

/**
 * Guesses the factor to begin with: CPU time that the take needs per second of stream time, divided by what this
 * machine can give per second. The warm-up corrects it both ways.
 */
export function firstFactor(
  coresNeeded: number,
  { all, available }: MachineCpus,
  busyBefore: number | undefined,
): number {
  const free = Math.min(available, all * (1 - (busyBefore ?? 0)));
  return factorFor(coresNeeded, Math.max(LEAST_FREE * available, free));
}
