import type { Topology } from '../../model/scenario/network.ts';
import { EmulatedLink } from './link.ts';
import { NO_SLOT } from './packet-pool.ts';

/** The links of a topology and the ways through them, all by number: a route is a place in topology.routes, a hop one in it. */
export class RouteTable {
  /** As in topology.links. */
  readonly links: readonly EmulatedLink[];
  /** Least delay of all links that a packet may still have to pass after its first, or to wait for. */
  readonly leastLaterDelayMs: number;
  readonly #routes: readonly (readonly EmulatedLink[])[];
  /** [from * nodes + to] -> index into #routes. */
  readonly #between: Int16Array;
  readonly #nodes: number;
  readonly #placeOf: ReadonlyMap<EmulatedLink, number>;

  /** `weatherMs`: weather time of the links' epoch. */
  constructor(topology: Topology, weatherMs: number) {
    const options = { weatherMs, traces: topology.traces ?? {} };
    const byId = new Map(topology.links.map((link) => [link.id, new EmulatedLink(link, options)]));
    this.links = [...byId.values()];
    this.#placeOf = new Map(this.links.map((link, place) => [link, place]));
    this.#nodes = topology.nodes.length;
    this.#between = new Int16Array(this.#nodes ** 2).fill(NO_SLOT);
    const nodePlace = new Map(topology.nodes.map((node, place) => [node.id, place]));
    this.#routes = topology.routes.map((route, place) => {
      const from = known(nodePlace.get(route.from), route.from);
      const to = known(nodePlace.get(route.to), route.to);
      this.#between[from * this.#nodes + to] = place;
      return route.links.map((id) => known(byId.get(id), id));
    });
    const queueing = topology.links
      .filter(({ profile }) => profile.discipline === 'codel')
      .map(({ id }) => known(byId.get(id), id));
    const laterLinks = [...this.#routes.flatMap((links) => links.slice(1)), ...queueing];
    this.leastLaterDelayMs = Math.min(...laterLinks.map(({ leastDelayMs }) => leastDelayMs), Number.MAX_VALUE);
  }

  /** The route between two nodes (their places in topology.nodes), or NO_SLOT. */
  between(from: number, to: number): number {
    return this.#between[from * this.#nodes + to] ?? NO_SLOT;
  }

  /** Undefined on a route without links. */
  linkAt(route: number, hop: number): EmulatedLink | undefined {
    return this.#routes[route]?.[hop];
  }

  isLast(route: number, hop: number): boolean {
    return hop >= (this.#routes[route]?.length ?? 0) - 1;
  }

  placeOf(link: EmulatedLink): number {
    return this.#placeOf.get(link) ?? 0;
  }
}

function known<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`a route names ${name}, which the topology does not have`);
  return value;
}
