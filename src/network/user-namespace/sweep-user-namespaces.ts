import { readdirSync, readFileSync } from 'node:fs';
import { isAbandoned } from '../backends/namespaces/owner.ts';
import { OWNER_VARIABLE } from './owner-variable.ts';

/**
 * Ends what a killed run left in its user namespace, which goes with the last process in it. To be called from outside:
 * one user namespace does not see into another. Gives a phrase for each.
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
        // Somebody else's, or it has ended meanwhile.
        return [];
      }
    });
}
