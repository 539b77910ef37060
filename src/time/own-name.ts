import { hasEnded, ownMark } from '../lib/owner-mark.ts';

/** "longhaul-time-<pid>x<start time>-": shows whether the process that created a file is still alive. */
const NAME = /^longhaul-time-(\d+)x(\d+)-/;

/** Returns the prefix for names of files that this process creates in shared directories. */
export function ownName(): string {
  return `longhaul-time-${ownMark()}-`;
}

/** Reports whether a file is one of ours whose creator no longer lives. */
export function isLeftBehind(name: string): boolean {
  const [, pid, startTime] = NAME.exec(name) ?? [];
  return pid !== undefined && startTime !== undefined && hasEnded(pid, startTime);
}
