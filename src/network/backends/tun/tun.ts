import type { NetworkBackend } from '../../backend.ts';
import { sweepUplinks } from '../../uplink/sweep-uplinks.ts';
import { listNamespaces, removeNamespaces } from '../namespaces/namespaces.ts';
import { isAbandoned } from '../namespaces/owner.ts';
import { probe } from './probe.ts';

/**
 * Backend with a TUN device in each namespace and our own router between them. Linux only; needs root or user namespaces.
 */
export const tun: NetworkBackend = {
  journals: true,
  probe,
  refusals: () => [],
  open: async (...asked) => (await import('./open-tun-network.ts')).openTunNetwork(...asked),
  sweep: async () => [...(await removeNamespaces(listNamespaces().filter(isAbandoned))), ...(await sweepUplinks())],
};
