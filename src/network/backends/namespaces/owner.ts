import { pid } from 'node:process';
import { processStart } from '../../../lib/process-start.ts';

/** "lh-<pid>x<start time>-": says whose a namespace is, also after pids have come round. */
const NAME = /^lh-(\d+)x(\d+)-/;

/** Prefix of the names of everything that this process makes. */
export function ownPrefix(): string {
  return `lh-${pid}x${processStart(pid) ?? 0}-`;
}

/** Whether the name is one of ours whose owner no longer lives. */
export function isAbandoned(name: string): boolean {
  const match = NAME.exec(name);
  if (match === null) return false;
  return processStart(Number(match[1])) !== match[2];
}
