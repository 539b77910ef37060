import type { Topology } from '../../model/scenario/network.ts';
import { EmulatedLink } from './link.ts';
import { NO_SLOT } from './packet-pool.ts';
import type { QueueEvents } from './queue/queue-discipline.ts';

/**
 * Links and routes of a topology, all by number: a route is an index into topology.routes, a hop an index into its links.
 */
export class RouteTable {
  /** In the order of topology.links. */
  readonly links: readonly EmulatedLink[];
  /** Those with cross traffic. */
  readonly crossLinks: readonly EmulatedLink[];
  /** Smallest delay of all links that a packet enters after its first, or in whose queue it waits to be served. */
  readonly leastLaterDelayMs: number;
  readonly #routes: readonly (readonly EmulatedLink[])[];
  /** Index into #routes, at [from * nodes + to]. */
  readonly #between: Int16Array;
  readonly #nodes: number;
  readonly #indexOf: ReadonlyMap<EmulatedLink, number>;

  /**
   * `weatherMs`: weather time at the links' epoch; `eventsOf`: callbacks for the queue of a link, by its index. Throws when a
   * route names a node or link that the topology lacks.
   */
  constructor(topology: Topology, weatherMs: number, eventsOf: (link: number) => QueueEvents) {
    const options = { weatherMs, traces: topology.traces ?? {} };
    const byId = new Map(
      topology.links.map((link, index) => [
        link.id,
        new EmulatedLink(link, { ...options, queueEvents: eventsOf(index) }),
      ]),
    );
    this.links = [...byId.values()];
    this.crossLinks = this.links.filter(({ hasCrossTraffic }) => hasCrossTraffic);
    this.#indexOf = new Map(this.links.map((link, index) => [link, index]));
    this.#nodes = topology.nodes.length;
    this.#between = new Int16Array(this.#nodes ** 2).fill(NO_SLOT);
    const nodeIndex = new Map(topology.nodes.map((node, index) => [node.id, index]));
    this.#routes = topology.routes.map((route, index) => {
      const from = known(nodeIndex.get(route.from), route.from);
      const to = known(nodeIndex.get(route.to), route.to);
      this.#between[from * this.#nodes + to] = index;
      return route.links.map((id) => known(byId.get(id), id));
    });
    const queueing = topology.links
      .filter(({ profile }) => profile.discipline !== undefined && profile.discipline !== 'droptail')
      .map(({ id }) => known(byId.get(id), id));
    const laterLinks = [...this.#routes.flatMap((links) => links.slice(1)), ...queueing];
    this.leastLaterDelayMs = Math.min(...laterLinks.map(({ leastDelayMs }) => leastDelayMs), Number.MAX_VALUE);
  }

  /** Returns the route between two nodes (indices into topology.nodes), or NO_SLOT. */
  between(from: number, to: number): number {
    return this.#between[from * this.#nodes + to] ?? NO_SLOT;
  }

  /** Returns the link at a hop of a route; undefined on a route without links. */
  linkAt(route: number, hop: number): EmulatedLink | undefined {
    return this.#routes[route]?.[hop];
  }

  isLast(route: number, hop: number): boolean {
    return hop >= (this.#routes[route]?.length ?? 0) - 1;
  }

  indexOf(link: EmulatedLink): number {
    return this.#indexOf.get(link) ?? 0;
  }
}

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`a route names ${name}, which the topology does not have`);
  return value;
}
