import { rmSync } from 'node:fs';
import { messageOf } from '../lib/message-of.ts';
import { run } from '../lib/processes.ts';
import { virtualTimeVariables } from './begin-virtual-time.ts';
import { PAGE_VARIABLE } from './variables.ts';

/**
 * Bounds on how far virtual clocks are behind the machine's: they start 5 s behind (page.c, LAG_NS), and `date` prints
 * whole seconds. A busy machine makes it print early in the trial or late, which adds to the lag.
 */
const LEAST_LAG_S = 3;
const MOST_LAG_S = 7;

/** Reports whether a program that printed this time, in a trial that began and ended then, runs in virtual time. All in s. */
export function isBehind(printedS: number, beganS: number, endedS: number): boolean {
  const lagS = endedS - printedS;
  return lagS > LEAST_LAG_S && lagS < MOST_LAG_S + (endedS - beganS);
}

/** Returns why a program started with the library does not run in virtual time, or undefined if it does. */
export async function tryPreload(library: string): Promise<string | undefined> {
  const variables = virtualTimeVariables(library);
  const beganS = Date.now() / 1000;
  try {
    const printedS = Number(
      await run('env', [...Object.entries(variables).map((pair) => pair.join('=')), 'date', '+%s']),
    );
    return isBehind(printedS, beganS, Date.now() / 1000)
      ? undefined
      : 'a program started with the library keeps real time';
  } catch (error) {
    return messageOf(error);
  } finally {
    rmSync(variables[PAGE_VARIABLE] ?? '', { force: true });
  }
}
