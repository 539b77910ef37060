import { rmSync } from 'node:fs';
import { run } from '../lib/processes.ts';
import { virtualTimeVariables } from './begin-virtual-time.ts';
import { PAGE_VARIABLE } from './variables.ts';

/** Virtual clocks begin 5 s behind the machine's (page.c, LAG_NS); `date` tells whole seconds. */
const LEAST_LAG_S = 3;
const MOST_LAG_S = 7;

/** Why a program begun under the library does not live in virtual time; undefined where it does. */
export async function tryPreload(library: string): Promise<string | undefined> {
  const variables = virtualTimeVariables(library);
  try {
    const told = Number(await run('env', [...Object.entries(variables).map((pair) => pair.join('=')), 'date', '+%s']));
    const lagS = Date.now() / 1000 - told;
    return lagS > LEAST_LAG_S && lagS < MOST_LAG_S ? undefined : 'a program begun under the library keeps real time';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    rmSync(variables[PAGE_VARIABLE] ?? '', { force: true });
  }
}
