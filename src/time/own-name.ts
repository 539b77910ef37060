import { readProcessStart } from '../lib/process-stat.ts';

/** "longhaul-time-<pid>x<start time>-": shows whether the process that created a file is still alive. */
const NAME = /^longhaul-time-(\d+)x(\d+)-/;

/** Returns the prefix for names of files that this process creates in shared directories. */
export function ownName(): string {
  return `longhaul-time-${process.pid}x${readProcessStart(process.pid) ?? 0}-`;
}

/** Reports whether a file is one of ours whose creator no longer lives. */
export function isLeftBehind(name: string): boolean {
  const match = NAME.exec(name);
  return match !== null && readProcessStart(Number(match[1])) !== match[2];
}
