import type { NetworkNode } from '../../../model/scenario/network.ts';
import { ownPrefix } from './owner.ts';

/** Of a node's id, in the name of its namespace. */
const SHORT_NAME_CHARACTERS = 24;

/** Tells apart the networks of one process. */
let opened = 0;

/** A node of the topology and the namespace it is to live in. */
export interface Host {
  readonly id: string;
  readonly address: string;
  readonly namespace: string;
}

/** Names for the namespaces of a new network: all begin with `prefix`, which no other network's do. */
export function nameHosts(nodes: readonly NetworkNode[]): { prefix: string; hosts: Host[] } {
  const prefix = `${ownPrefix()}${++opened}-`;
  return {
    prefix,
    hosts: nodes.map(({ id, address }, index) => ({ id, address, namespace: `${prefix}${shortName(id, index)}` })),
  };
}

/** Unique among the nodes, and fit for a file name whatever a region is called. */
function shortName(id: string, index: number): string {
  return `${index}-${id.replace(/[^A-Za-z0-9-]/g, '').slice(0, SHORT_NAME_CHARACTERS)}`;
}
