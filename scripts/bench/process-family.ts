import { readdirSync, readFileSync } from 'node:fs';

/** Clock ticks a second of /proc/<pid>/stat on Linux. */
export const TICKS_PER_SECOND = 100;

/** Parent and CPU ticks of every process. */
function processes(): Map<number, { parent: number; ticks: number }> {
  const found = new Map<number, { parent: number; ticks: number }>();
  for (const entry of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      found.set(Number(entry), { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) });
    } catch {
      // Ended meanwhile.
    }
  return found;
}

/** A process and all that it started. */
function family(root: number): number[] {
  const all = processes();
  const members = [root];
  for (const member of members) for (const [pid, { parent }] of all) if (parent === member) members.push(pid);
  return members;
}

/** CPU ticks of a process and all that it started. */
export function cpuTicks(root: number): number {
  const all = processes();
  return family(root).reduce((sum, pid) => sum + (all.get(pid)?.ticks ?? 0), 0);
}

/** Proportional memory of a process and all that it started. */
export function memoryMiB(root: number): number {
  return family(root).reduce((sum, pid) => {
    try {
      return sum + Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) / 1024;
    } catch {
      return sum;
    }
  }, 0);
}

/** Processes that this one has started itself. */
export function children(): Set<number> {
  return new Set([...processes()].filter(([, { parent }]) => parent === process.pid).map(([pid]) => pid));
}
