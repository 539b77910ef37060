import { rmSync } from 'node:fs';
import { messageOf } from '../lib/message-of.ts';
import { run } from '../lib/processes.ts';
import { virtualTimeVariables } from './begin-virtual-time.ts';
import { PAGE_VARIABLE } from './variables.ts';

/**
 * Most that a virtual clock is behind the machine's in whole seconds: it starts 5 s behind (page.c, LAG_NS), and `date`
 * leaves the fraction out.
 */
const MOST_LAG_S = 7;
/** Trials while the answer may be that of a clock 5 s behind, printed 5 s late by a machine that has no time. */
const TRIALS = 3;
/** Shortest trial that may end so. */
const SLOW_TRIAL_S = 3;

/**
 * Reports whether a program that printed this time, in whole seconds, in a trial that began then, runs in virtual time. A program
 * in real time prints no earlier second than the one in which it was started, however long it took.
 */
export function isBehind(printedS: number, beganS: number): boolean {
  return printedS < Math.floor(beganS) && printedS >= beganS - MOST_LAG_S;
}

/** Returns why a program started with the library does not run in virtual time, or undefined if it does. */
export async function tryPreload(library: string): Promise<string | undefined> {
  const variables = virtualTimeVariables(library);
  const words = [...Object.entries(variables).map((pair) => pair.join('=')), 'date', '+%s'];
  try {
    for (let trial = 1; trial <= TRIALS; trial++) {
      const beganS = Date.now() / 1000;
      if (isBehind(Number(await run('env', words)), beganS)) return undefined;
      if (Date.now() / 1000 - beganS < SLOW_TRIAL_S) break;
      // Each trial makes a page of its own.
      rmSync(variables[PAGE_VARIABLE] ?? '', { force: true });
    }
    return 'a program started with the library keeps real time';
  } catch (error) {
    return messageOf(error);
  } finally {
    rmSync(variables[PAGE_VARIABLE] ?? '', { force: true });
  }
}
