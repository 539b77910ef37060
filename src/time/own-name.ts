import { processStart } from '../lib/process-start.ts';

/** "longhaul-time-<pid>x<start time>-": names whose maker can be told to live or not. */
const NAME = /^longhaul-time-(\d+)x(\d+)-/;

/** Prefix of the names of what this process puts into folders it shares with others. */
export function ownName(): string {
  return `longhaul-time-${process.pid}x${processStart(process.pid) ?? 0}-`;
}

/** Whether a name is one of ours whose maker no longer lives. */
export function isLeftBehind(name: string): boolean {
  const match = NAME.exec(name);
  return match !== null && processStart(Number(match[1])) !== match[2];
}
