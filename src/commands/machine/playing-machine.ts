import { thisMachine } from '../../capacity/machine-capacities.ts';
import type { Machine } from '../../capacity/machine-load.ts';
import { findPreload } from '../../time/preload.ts';
import { parseSlow } from '../options/slow-option.ts';

/** Describes this machine as takes will be played on it: in real time if its clocks cannot be slowed. Throws InputError. */
export function playingMachine(askedSlow?: string, startsServer = false): Machine {
  const machine = { ...thisMachine(), startsServer };
  const slow = askedSlow === undefined ? undefined : parseSlow(askedSlow, undefined);
  if (slow !== undefined && slow !== 'auto') return { ...machine, slow };
  if ('why' in findPreload()) return { ...machine, slow: 1 };
  return slow === undefined ? machine : { ...machine, slow };
}
