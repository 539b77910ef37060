import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

/**
 * Kills every process that lives in one of the network namespaces (paths). They are ours, so whatever is in them was
 * started by a rehearsal that is over. Gives a phrase for each.
 */
export function endProcessesInside(namespaces: readonly string[]): string[] {
  const insides = new Set(namespaces.map((path) => `net:[${statSync(path, { throwIfNoEntry: false })?.ino}]`));
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        if (!insides.has(readlinkSync(`/proc/${pid}/ns/net`))) return [];
        const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
        process.kill(Number(pid), 'SIGKILL');
        return [`process ${pid} (${name})`];
      } catch {
        // Ended by itself meanwhile, or a kernel thread.
        return [];
      }
    });
}
