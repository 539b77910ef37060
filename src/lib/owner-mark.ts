import { codeOf } from './code-of.ts';
import { readProcessStart } from './process-stat.ts';

/** Start time in the mark of a process on a machine without /proc. */
const UNKNOWN = '0';

/** Returns "<pid>x<start time>": it names this process in whatever it makes, and is no other's even once its pid is reused. */
export function ownMark(): string {
  return `${process.pid}x${readProcessStart(process.pid) ?? UNKNOWN}`;
}

/** Tells whether the process of a mark, given in its two parts, no longer runs. */
export function hasEnded(pid: string, startTime: string): boolean {
  return startTime === UNKNOWN ? !isRunning(Number(pid)) : readProcessStart(Number(pid)) !== startTime;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
