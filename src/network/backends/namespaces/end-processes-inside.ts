import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';

/**
 * Kills every process in the given network namespaces (paths), which are ours: whatever runs there was started by a
 * rehearsal that is over. Returns a description of each process.
 */
export function endProcessesInside(namespaces: readonly string[]): string[] {
  const inodes = new Set(namespaces.map((path) => `net:[${statSync(path, { throwIfNoEntry: false })?.ino}]`));
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .flatMap((pid) => {
      try {
        if (!inodes.has(readlinkSync(`/proc/${pid}/ns/net`))) return [];
        const name = readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
        process.kill(Number(pid), 'SIGKILL');
        return [`process ${pid} (${name})`];
      } catch {
        // The process has exited meanwhile, or is a kernel thread.
        return [];
      }
    });
}
