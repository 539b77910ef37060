import type { NetworkBackend } from '../../backend.ts';
import { sweepUplinks } from '../../uplink/sweep-uplinks.ts';
import { listNamespaces, removeNamespaces } from '../namespaces/namespaces.ts';
import { isAbandoned } from '../namespaces/owner.ts';
import { openTunNetwork } from './open-tun-network.ts';
import { probe } from './probe.ts';

/** Namespaces with a TUN device each, and a router of ours between them. Linux; root, or user namespaces. */
export const tun: NetworkBackend = {
  journals: true,
  probe,
  refuses: () => [],
  open: openTunNetwork,
  sweep: async () => [...(await removeNamespaces(listNamespaces().filter(isAbandoned))), ...(await sweepUplinks())],
};
