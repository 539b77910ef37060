import type { Link, NetworkNode, Route, Topology } from '../../../model/scenario/network.ts';
import { NONE } from '../../emulation/router-core.ts';
import { lowerTtl, timeToLive } from './ipv4.ts';

/** Address of nodes that no packet is sent to. */
const NO_ADDRESS = '0.0.0.0';

/**
 * Routers between the links of each route, which lower the TTL of every packet and end one whose TTL is used up. They are
 * nodes of a topology of their own, beyond the hosts: the packet goes over the links up to the router, and the answer over
 * those of the way back from there.
 */
export class HopRouters {
  /** The topology with the routers as further nodes. */
  readonly topology: Topology;
  /** Routers of each route, in order, as indices into the topology's nodes. */
  readonly #routers: readonly (readonly number[])[];
  readonly #silent = new Set<number>();

  constructor(topology: Topology) {
    const linkOf = new Map(topology.links.map((link) => [link.id, link]));
    const nodes: NetworkNode[] = [];
    const routes: Route[] = [];
    const addRouter = ({ from, to, links }: Route, position: number): number => {
      const id = `router ${position} from ${from} to ${to}`;
      const node = topology.nodes.length + nodes.length;
      nodes.push({ id, role: 'origin', address: NO_ADDRESS });
      routes.push({ from, to: id, links: links.slice(0, position) });
      const back = topology.routes.find((route) => route.from === to && route.to === from);
      if (back?.links.length === links.length)
        routes.push({ from: id, to: from, links: back.links.slice(links.length - position) });
      if (links.slice(position - 1, position + 1).some((link) => isSilent(linkOf.get(link)))) this.#silent.add(node);
      return node;
    };
    this.#routers = topology.routes.map((route) => route.links.slice(1).map((_, n) => addRouter(route, n + 1)));
    this.topology = { ...topology, nodes: [...topology.nodes, ...nodes], routes: [...topology.routes, ...routes] };
  }

  /**
   * Lowers the TTL of the packet at offset `at` for all routers of its route (an index). Returns the router where it ends, an
   * index into the topology's nodes; NONE if it reaches its destination.
   */
  cross(route: number, memory: Buffer, at: number): number {
    const routers = this.#routers[route];
    if (routers === undefined || routers.length === 0) return NONE;
    const ttl = Math.max(1, timeToLive(memory, at));
    const isEnough = ttl > routers.length;
    lowerTtl(memory, at, isEnough ? routers.length : ttl - 1);
    return isEnough ? NONE : (routers[ttl - 1] ?? NONE);
  }

  /** Tells whether a router answers nothing (`icmp: none`). */
  isSilent(router: number): boolean {
    return this.#silent.has(router);
  }
}

function isSilent(link: Link | undefined): boolean {
  return link?.profile.icmpSilent === true;
}
