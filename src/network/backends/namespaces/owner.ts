import { hasEnded, ownMark } from '../../../lib/owner-mark.ts';

/** "lh-<pid>x<start time>-": identifies the owner of a namespace, even after its pid is reused. */
const NAME = /^lh-(\d+)x(\d+)-/;

/** Returns the prefix of the names of everything that this process creates. */
export function ownPrefix(): string {
  return `lh-${ownMark()}-`;
}

/** Tells whether a name is one of ours whose owner no longer runs. */
export function isAbandoned(name: string): boolean {
  const [, pid, startTime] = NAME.exec(name) ?? [];
  return pid !== undefined && startTime !== undefined && hasEnded(pid, startTime);
}
