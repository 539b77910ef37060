import { readFileSync } from 'node:fs';

/** "longhaul-time-<pid>x<start time>-": names whose maker can be told to live or not. */
const NAME = /^longhaul-time-(\d+)x(\d+)-/;
/** Field 22 of /proc/<pid>/stat (proc(5)), counted from the one after the name, which may hold spaces. */
const START_TIME_FIELD = 22 - 3;

/** Prefix of the names of what this process puts into folders it shares with others. */
export function ownName(): string {
  return `longhaul-time-${process.pid}x${startTime(process.pid) ?? 0}-`;
}

/** Whether a name is one of ours whose maker no longer lives. */
export function isLeftBehind(name: string): boolean {
  const match = NAME.exec(name);
  return match !== null && startTime(Number(match[1])) !== match[2];
}

/** In clock ticks since boot; undefined when there is no such process. */
function startTime(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[START_TIME_FIELD];
  } catch {
    return undefined;
  }
}
