import { MOST_CORRECTION } from '../model/scenario/device.ts';

/** Smallest change of the worth, as a share of it, for which a limit is set again: the kernel grants a new period each time. */
const NOTABLE_CHANGE = 0.05;

/**
 * Returns how many cores of this machine are worth so many of the reference machine. `worth`: what a CPU second is worth here,
 * 1 on the reference; where it is unknown, a core counts as one of the reference's.
 */
export function coresHere(referenceCores: number, worth: number | undefined): number {
  return referenceCores * Math.min(MOST_CORRECTION, Math.max(1 / MOST_CORRECTION, 1 / (worth ?? 1)));
}

/** Reports whether the worth has changed so much since the limit was set that it should be set again. */
export function hasChanged(worth: number | undefined, since: number | undefined): boolean {
  if (worth === undefined || since === undefined) return worth !== since;
  return Math.abs(worth / since - 1) > NOTABLE_CHANGE;
}
