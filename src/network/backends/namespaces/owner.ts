import { readFileSync } from 'node:fs';
import { pid } from 'node:process';

/** "lh-<pid>x<start time>-": says whose a namespace is, also after pids have come round. */
const NAME = /^lh-(\d+)x(\d+)-/;
/** Fields 3 and 22 of /proc/<pid>/stat (proc(5)), counted from the one after the name, which may hold spaces. */
const STATE_FIELD = 0;
/** In clock ticks since boot. */
const START_TIME_FIELD = 22 - 3;

/** Prefix of the names of everything that this process makes. */
export function ownPrefix(): string {
  return `lh-${pid}x${startTime(pid) ?? 0}-`;
}

/** Whether the name is one of ours whose owner no longer lives. */
export function isAbandoned(name: string): boolean {
  const match = NAME.exec(name);
  if (match === null) return false;
  return startTime(Number(match[1])) !== match[2];
}

/** Undefined when there is no such process, or only its corpse, which a container without an init never buries. */
function startTime(process: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${process}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[STATE_FIELD] === 'Z' ? undefined : fields[START_TIME_FIELD];
  } catch {
    return undefined;
  }
}
