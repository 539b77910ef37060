import type { NetworkBackend } from './backend.ts';
import { BACKENDS } from './registry.ts';

/** Removes what runs that were killed left behind, never what belongs to a living one. Gives what it removed. */
export async function sweepLeftovers(): Promise<string[]> {
  const backends: NetworkBackend[] = Object.values(BACKENDS);
  return (await Promise.all(backends.map((backend) => backend.sweep()))).flat();
}
