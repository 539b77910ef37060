import type { NetworkNode, Topology } from '../model/scenario/network.ts';

/** Returns the node through which the hosts reach the real internet; undefined if the topology has none. */
export function internetNode({ nodes }: Topology): NetworkNode | undefined {
  return nodes.find(({ role }) => role === 'internet');
}
