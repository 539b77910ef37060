import { readFileSync } from 'node:fs';

/** Fields 3 and 22 of /proc/<pid>/stat (proc(5)), counted from the one after the name, which may hold spaces. */
const STATE_FIELD = 0;
const START_TIME_FIELD = 22 - 3;

/**
 * When a process started, in clock ticks since boot: with its pid a name that never comes again. Undefined when there is no such
 * process, or only its corpse, which a container without an init never buries.
 */
export function processStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[STATE_FIELD] === 'Z' ? undefined : fields[START_TIME_FIELD];
  } catch {
    return undefined;
  }
}
