import type { NetworkBackend } from './backend.ts';
import { BACKENDS } from './registry.ts';

/** Removes what killed runs left behind, never what belongs to a running one. Returns a description of each item. */
export async function sweepLeftovers(): Promise<string[]> {
  const backends: NetworkBackend[] = Object.values(BACKENDS);
  return (await Promise.all(backends.map((backend) => backend.sweep()))).flat();
}
