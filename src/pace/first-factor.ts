import { factorFor } from '../capacity/machine-load.ts';

/**
 * Beside others that want all of every CPU the scheduler still gives us our turn. Assumption: a third of all; too little only
 * costs what the warm-up takes to find out.
 */
const LEAST_FREE = 0.33;

/**
 * What to begin with: the CPU time that the take needs in a second of its own, over what this machine has to give in a second.
 * A guess: the warm-up corrects it both ways.
 */
export function firstFactor(coresNeeded: number, cpus: number, busyBefore: number | undefined): number {
  const free = Math.max(LEAST_FREE, 1 - (busyBefore ?? 0));
  return factorFor(coresNeeded, cpus * free);
}
