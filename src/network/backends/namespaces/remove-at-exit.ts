import { spawnSync } from 'node:child_process';
import { ownNetworkPrefix } from '../../user-namespace/own-network-prefix.ts';
import { endProcessesInside } from './end-processes-inside.ts';

const made = new Map<string, string>();
let isWatching = false;

/**
 * Removes namespaces, given as path by name, when this process ends and they are still there: after a second Ctrl-C nothing closes in
 * order any more. `ip` is the command's path.
 */
export function removeAtExit(
  ip: string,
  paths: Readonly<Record<string, string>>,
  exists: (name: string) => boolean,
): void {
  for (const [name, path] of Object.entries(paths)) made.set(name, path);
  if (isWatching) return;
  isWatching = true;
  // First of all, since in slowed time no program starts once the clock's page is gone.
  process.prependOnceListener('exit', () => {
    const left = [...made].filter(([name]) => exists(name));
    if (left.length === 0) return;
    endProcessesInside(left.map(([, path]) => path));
    const [command = ip, ...args] = [...ownNetworkPrefix(), ip, '-force', '-batch', '-'];
    spawnSync(command, args, { input: left.map(([name]) => `netns delete ${name}\n`).join(''), timeout: 5000 });
  });
}
