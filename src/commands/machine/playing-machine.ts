import { thisMachine } from '../../capacity/machine-capacities.ts';
import type { Machine } from '../../capacity/machine-load.ts';
import { findPreload } from '../../time/preload.ts';
import { parseSlow } from '../options/slow-option.ts';

/** This machine as takes will be played on it: in real time where its clocks cannot be slowed. Throws InputError. */
export function playingMachine(askedSlow?: string, startsServer = false): Machine {
  const machine = { ...thisMachine(), startsServer };
  const asked = askedSlow === undefined ? undefined : parseSlow(askedSlow, undefined);
  if (asked !== undefined && asked !== 'auto') return { ...machine, slow: asked };
  if ('why' in findPreload()) return { ...machine, slow: 1 };
  return asked === undefined ? machine : { ...machine, slow: asked };
}
