import type { NetworkNode, Topology } from '../../model/scenario/network.ts';
import type { CaptureInterface } from './pcapng.ts';

/** Numbers of a capture's interfaces. */
export const AT_HOST = 0;
export const AT_OTHER_END = 1;
export const LOST = 2;

export interface CapturedHost {
  /** Index into topology.nodes. */
  readonly node: number;
  readonly fileName: string;
  readonly comment: string;
  readonly interfaces: readonly CaptureInterface[];
}

/** Returns the captured hosts: viewers and the publisher, since every path ends at one of them. */
export function capturedHosts({ nodes }: Topology, snapBytes: number): CapturedHost[] {
  const names = new Set<string>();
  return nodes.flatMap(({ id, role, address }, node) => {
    if (role !== 'viewer' && role !== 'publisher') return [];
    const plain = id.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^\.+/, '');
    const name = plain === '' || names.has(plain) ? `${plain}-${node}` : plain;
    names.add(name);
    const comment = `${id} (${address}) on longhaul's network. Of each packet the first ${snapBytes} bytes are kept.`;
    return [{ node, fileName: `${name}.pcapng`, comment, interfaces: interfacesOf(id, role) }];
  });
}

function interfacesOf(id: string, role: NetworkNode['role']): CaptureInterface[] {
  return [
    { name: role, description: `at ${id}: what it sends, and what reaches it` },
    { name: 'origin', description: `at the other end of the path: what is sent to ${id}, and what comes from it` },
    { name: 'lost', description: 'dropped on the way; the comment names the link and the cause' },
  ];
}
