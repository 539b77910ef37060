import { rmSync } from 'node:fs';
import { messageOf } from '../lib/message-of.ts';
import { run } from '../lib/processes.ts';
import { virtualTimeVariables } from './begin-virtual-time.ts';
import { PAGE_VARIABLE } from './variables.ts';

/**
 * Bounds on how far virtual clocks are behind the machine's: they start 5 s behind (page.c, LAG_NS), and `date` prints
 * whole seconds.
 */
const LEAST_LAG_S = 3;
const MOST_LAG_S = 7;

/** Returns why a program started with the library does not run in virtual time, or undefined if it does. */
export async function tryPreload(library: string): Promise<string | undefined> {
  const variables = virtualTimeVariables(library);
  try {
    const printedS = Number(
      await run('env', [...Object.entries(variables).map((pair) => pair.join('=')), 'date', '+%s']),
    );
    const lagS = Date.now() / 1000 - printedS;
    return lagS > LEAST_LAG_S && lagS < MOST_LAG_S ? undefined : 'a program started with the library keeps real time';
  } catch (error) {
    return messageOf(error);
  } finally {
    rmSync(variables[PAGE_VARIABLE] ?? '', { force: true });
  }
}
