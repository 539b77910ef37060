import { readFileSync } from 'node:fs';

/** Fields 3 and 22 of /proc/<pid>/stat (proc(5)), as indices after the name, which may contain spaces. */
const STATE_FIELD = 0;
const START_TIME_FIELD = 22 - 3;

/**
 * Returns when a process started, in clock ticks since boot; pid and start time together are never reused. Returns
 * undefined if there is no such process, or only a zombie, which a container without an init never reaps.
 */
export function readProcessStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[STATE_FIELD] === 'Z' ? undefined : fields[START_TIME_FIELD];
  } catch {
    return undefined;
  }
}
