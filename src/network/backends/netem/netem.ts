import type { NetworkBackend } from '../../backend.ts';
import { openNetemNetwork } from './open-netem-network.ts';
import { probe } from './probe.ts';
import { refuses } from './refuses.ts';

/** Namespaces joined by pairs of devices, on which the kernel's netem shapes, its settings following the weather. Linux, root. */
export const netem: NetworkBackend = {
  journals: false,
  probe,
  refuses,
  open: openNetemNetwork,
  // All it makes is in namespaces, and those are tun's to sweep, whoever made them.
  sweep: async () => [],
};
