import { join } from 'node:path';
import { ownName } from './own-name.ts';
import { pageFolder } from './page-files.ts';
import { LIBRARY, preloadablePath } from './preload.ts';
import { CREATE_VARIABLE, OWNER_VARIABLE, PAGE_VARIABLE, PRELOAD_VARIABLE } from './variables.ts';

/** Reports whether this process was started in virtual time, by itself or by another longhaul. */
export function isVirtual(env: NodeJS.ProcessEnv = process.env): boolean {
  return env[PAGE_VARIABLE] !== undefined;
}

/**
 * Makes all children run in real time from now on, because the library was not loaded here (from a noexec mount, for
 * example).
 */
export function leaveVirtualTime(env: NodeJS.ProcessEnv = process.env): void {
  const others = (env[PRELOAD_VARIABLE] ?? '').split(':').filter((path) => !path.endsWith(LIBRARY));
  for (const name of [PAGE_VARIABLE, CREATE_VARIABLE, OWNER_VARIABLE, PRELOAD_VARIABLE]) delete env[name];
  if (others.length > 0) env[PRELOAD_VARIABLE] = others.join(':');
}

let pages = 0;

/**
 * Returns the variables with which a program creates a page, owns its clock and runs in virtual time with all its
 * children. The program is this one, restarted by exec (which keeps pid and start time, and so the page's name), or a
 * child.
 */
export function virtualTimeVariables(library: string, env: NodeJS.ProcessEnv = process.env): Record<string, string> {
  const others = env[PRELOAD_VARIABLE];
  const path = preloadablePath(library);
  return {
    [PAGE_VARIABLE]: join(pageFolder(), `${ownName()}page${++pages}`),
    [CREATE_VARIABLE]: '1',
    [PRELOAD_VARIABLE]: others === undefined || others === '' ? path : `${path}:${others}`,
  };
}
