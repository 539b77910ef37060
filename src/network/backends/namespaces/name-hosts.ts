import type { NetworkNode } from '../../../model/scenario/network.ts';
import { ownPrefix } from './owner.ts';

/** Characters of a node's id that the name of its namespace keeps. */
const SHORT_NAME_CHARACTERS = 24;

/** Number of networks named so far, which makes names unique within the process. */
let opened = 0;

/** Node of the topology with its namespace. */
export interface Host {
  readonly id: string;
  readonly address: string;
  readonly namespace: string;
}

/** Chooses names for the namespaces of a new network. All begin with `prefix`, which is unique to the network. */
export function nameHosts(nodes: readonly NetworkNode[]): { prefix: string; hosts: Host[] } {
  const prefix = `${ownPrefix()}${++opened}-`;
  return {
    prefix,
    hosts: nodes.map(({ id, address }, index) => ({ id, address, namespace: `${prefix}${shortName(id, index)}` })),
  };
}

/** Returns a name that is unique among the nodes and valid as a file name, whatever the region's name. */
function shortName(id: string, index: number): string {
  return `${index}-${id.replace(/[^A-Za-z0-9-]/g, '').slice(0, SHORT_NAME_CHARACTERS)}`;
}
