import { readdirSync, readFileSync } from 'node:fs';
import { isAbandoned } from '../backends/namespaces/owner.ts';

/** Environment variable of all processes in our user namespaces: the runner's name prefix (owner.ts). */
export const OWNER_VARIABLE = 'LONGHAUL_OWNER';

/**
 * Kills the processes that a killed run left in its user namespace, which disappears with its last process. Call it from
 * outside, because one user namespace cannot see into another. Returns a description of each process.
 */
export function sweepUserNamespaces(): string[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        const owner = environment.find((entry) => entry.startsWith(`${OWNER_VARIABLE}=`))?.split('=')[1];
        if (owner === undefined || !isAbandoned(owner)) return [];
        const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
        process.kill(Number(pid), 'SIGKILL');
        return [`process ${pid} (${name})`];
      } catch {
        // The process belongs to another user, or has exited meanwhile.
        return [];
      }
    });
}
