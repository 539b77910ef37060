import type { Direction, Link, Topology } from '../../model/scenario/network.ts';

/** Highest rate that can be measured: above it our sender is no faster than the link. */
const FASTEST_BPS = 100_000_000;

/** Packet to be sent `atMs` after the start. */
export interface PlannedProbe {
  readonly atMs: number;
  readonly payloadBytes: number;
  /** Index of the train it belongs to; undefined for a single probe. */
  readonly train?: number;
}

/** One direction of the path between a host and the origin. */
export interface OneWayPath {
  readonly node: string;
  readonly direction: Direction;
  /** Start and end: indices into topology.nodes. */
  readonly from: number;
  readonly to: number;
  readonly links: readonly Link[];
  /** Narrowest of the links, if this path checks its rate: each bottleneck is checked once, by the first path through it. */
  readonly bottleneck?: Link;
}

export interface ProbedPath extends OneWayPath {
  readonly probes: readonly PlannedProbe[];
}

/**
 * Returns every path between the origin and the other hosts, in the topology's order. Throws when a route names an unknown
 * link.
 */
export function oneWayPaths({ nodes, links, routes }: Topology): OneWayPath[] {
  const origin = nodes.find(({ role }) => role === 'origin')?.id;
  const nodeIndex = new Map(nodes.map(({ id }, index) => [id, index]));
  const byId = new Map(links.map((link) => [link.id, link]));
  const checked = new Set<string>();
  return nodes
    .filter(({ role }) => role === 'publisher' || role === 'viewer')
    .flatMap(({ id, role }) =>
      routes
        .filter(({ from, to }) => (from === id && to === origin) || (from === origin && to === id))
        .map((route): OneWayPath => {
          const through = route.links.map((link) => known(byId.get(link), link));
          const narrowest = narrowestOf(through);
          const isChecked =
            narrowest !== undefined &&
            !checked.has(narrowest.id) &&
            linkRateBps(narrowest) <= FASTEST_BPS &&
            // Beside other traffic a train has a part of the rate only; the delays of single packets are used instead.
            narrowest.profile.crossTraffic === undefined;
          if (isChecked) checked.add(narrowest.id);
          return {
            node: id,
            // Media flows from the publisher to the origin, and from the origin to viewers.
            direction: (route.from === id) === (role === 'publisher') ? 'out' : 'back',
            from: nodeIndex.get(route.from) ?? 0,
            to: nodeIndex.get(route.to) ?? 0,
            links: through,
            ...(isChecked && { bottleneck: narrowest }),
          };
        }),
    );
}

/** Returns a link's rate in bit/s; Infinity where nothing limits it. */
export const linkRateBps = ({ profile }: Link) => profile.rateBps ?? Number.POSITIVE_INFINITY;

/** Counts the paths through each link, by link id. */
export function countPathsByLink(paths: readonly OneWayPath[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { links } of paths) for (const { id } of links) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function narrowestOf(links: readonly Link[]): Link | undefined {
  const limited = links.filter(({ profile }) => profile.rateBps !== undefined);
  return limited.length === 0 ? undefined : limited.reduce((a, b) => (linkRateBps(b) < linkRateBps(a) ? b : a));
}

function known(link: Link | undefined, id: string): Link {
  if (link === undefined) throw new Error(`a route names ${id}, which the topology does not have`);
  return link;
}
