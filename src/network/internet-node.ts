import type { NetworkNode, Topology } from '../model/scenario/network.ts';

/** The node by which the hosts reach the real internet; undefined when nothing in the topology needs it. */
export function internetNode({ nodes }: Topology): NetworkNode | undefined {
  return nodes.find(({ role }) => role === 'internet');
}
