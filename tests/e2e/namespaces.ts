import { execFileSync } from 'node:child_process';
import { isAbandoned } from '../../src/network/backends/namespaces/owner.ts';

/** Namespaces of ours that exist now. */
export function namespaces(): string[] {
  return execFileSync('ip', ['netns', 'list'], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '')
    .filter((name) => name.startsWith('lh-'));
}

/** Namespaces of ours that are left of a rehearsal which runs no more; others may be played beside the tests. */
export const leftNamespaces = () => namespaces().filter(isAbandoned);
