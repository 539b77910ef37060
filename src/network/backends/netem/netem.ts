import type { NetworkBackend } from '../../backend.ts';
import { probe } from './probe.ts';
import { refusals } from './refusals.ts';

/**
 * Backend of namespaces joined by veth pairs, shaped by the kernel's netem with settings that follow the weather. Linux,
 * root.
 */
export const netem: NetworkBackend = {
  journals: false,
  probe,
  refusals,
  open: async (...asked) => (await import('./open-netem-network.ts')).openNetemNetwork(...asked),
  // Everything it creates is in namespaces, and the tun backend sweeps those of all backends.
  sweep: async () => [],
};
