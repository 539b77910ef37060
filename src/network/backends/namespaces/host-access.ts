import type { ShapedNetwork } from '../../backend.ts';
import { resolverPrefix } from '../../uplink/resolver-prefix.ts';
import type { Host } from './name-hosts.ts';
import { NAMESPACES_DIRECTORY } from './namespaces.ts';

type HostAccess = Pick<ShapedNetwork, 'enter' | 'addressOf' | 'namespaceOf' | 'reach' | 'urlFor'>;

/**
 * Points name resolution at the host itself, where nothing listens: without the internet, a look-up fails at once instead of
 * after two timeouts of 5 s.
 */
const NO_RESOLVER = resolverPrefix('127.0.0.1');

/** Provides access to the nodes of a network whose hosts are namespaces. `prefix` precedes every command run in one. */
export function hostAccess(ip: string, hosts: readonly Host[], prefix: readonly string[] = NO_RESOLVER): HostAccess {
  const hostOf = new Map(hosts.map((host) => [host.id, host]));
  const host = (nodeId: string) => {
    const found = hostOf.get(nodeId);
    if (found === undefined) throw new Error(`the topology has no node ${nodeId}`);
    return found;
  };
  return {
    enter: (nodeId) => ({ command: ip, args: ['netns', 'exec', host(nodeId).namespace, ...prefix] }),
    addressOf: (nodeId) => host(nodeId).address,
    namespaceOf: (nodeId) => `${NAMESPACES_DIRECTORY}/${host(nodeId).namespace}`,
    reach: async (_node, target) => target,
    urlFor: async (_node, url) => url,
  };
}
