import { pid } from 'node:process';
import { readProcessStart } from '../../../lib/process-stat.ts';

/** "lh-<pid>x<start time>-": identifies the owner of a namespace, even after its pid is reused. */
const NAME = /^lh-(\d+)x(\d+)-/;

/** Returns the prefix of the names of everything that this process creates. */
export function ownPrefix(): string {
  return `lh-${pid}x${readProcessStart(pid) ?? 0}-`;
}

/** Tells whether a name is one of ours whose owner no longer runs. */
export function isAbandoned(name: string): boolean {
  const match = NAME.exec(name);
  if (match === null) return false;
  return readProcessStart(Number(match[1])) !== match[2];
}
