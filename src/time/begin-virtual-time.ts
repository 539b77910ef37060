import { join } from 'node:path';
import { ownName } from './own-name.ts';
import { pageFolder } from './page-files.ts';
import { preloadablePath } from './preload.ts';
import { CREATE_VARIABLE, OWNER_VARIABLE, PAGE_VARIABLE, PRELOAD_VARIABLE } from './variables.ts';

/** Whether this process was begun in virtual time, by itself or by another longhaul. */
export function isVirtual(env: NodeJS.ProcessEnv = process.env): boolean {
  return env[PAGE_VARIABLE] !== undefined;
}

/**
 * Variables with which this very program, begun again by exec, makes the page and lives in virtual time with all its children.
 * Pid and start time outlive an exec, so the page's name stays true.
 */
export function virtualTimeVariables(library: string, env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const others = env[PRELOAD_VARIABLE];
  const path = preloadablePath(library);
  return {
    [PAGE_VARIABLE]: join(pageFolder(), `${ownName()}page`),
    [CREATE_VARIABLE]: '1',
    [OWNER_VARIABLE]: String(process.pid),
    [PRELOAD_VARIABLE]: others === undefined || others === '' ? path : `${path}:${others}`,
  };
}
