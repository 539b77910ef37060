import type { Topology } from './network.ts';

/** Reports whether UDP is blocked on any way from or to a node, or without `node` anywhere in the topology. */
export function isUdpBlocked({ links, routes }: Pick<Topology, 'links' | 'routes'>, node?: string): boolean {
  const blocked = new Set(links.filter(({ profile }) => profile.udpBlocked === true).map(({ id }) => id));
  return routes.some(
    ({ from, to, links: way }) =>
      (node === undefined || from === node || to === node) && way.some((link) => blocked.has(link)),
  );
}
