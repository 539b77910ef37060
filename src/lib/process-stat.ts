import { readFileSync } from 'node:fs';

/** Fields 3, 4 and 22 of /proc/<pid>/stat (proc(5)), as indices after the name, which may contain spaces. */
const STATE_FIELD = 0;
const PARENT_FIELD = 4 - 3;
const START_TIME_FIELD = 22 - 3;

export interface ProcessStat {
  readonly parent: number;
  /** Clock ticks since boot; pid and start time together are never reused. */
  readonly startTime: string;
}

/**
 * Reads /proc/<pid>/stat. Returns undefined if there is no such process, or only a zombie, which a container without an
 * init never reaps.
 */
export function readProcessStat(pid: number): ProcessStat | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const { [PARENT_FIELD]: parent, [START_TIME_FIELD]: startTime } = fields;
    if (fields[STATE_FIELD] === 'Z' || parent === undefined || startTime === undefined) return undefined;
    return { parent: Number(parent), startTime };
  } catch {
    return undefined;
  }
}

/** Returns when a process started, in clock ticks since boot; undefined if it does not live. */
export function readProcessStart(pid: number): string | undefined {
  return readProcessStat(pid)?.startTime;
}
