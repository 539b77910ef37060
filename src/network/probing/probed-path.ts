import type { Direction, Link, Topology } from '../../model/scenario/network.ts';

/** Above this our sender is no faster than the link, so its rate cannot be seen. */
const FASTEST_BPS = 100_000_000;

/** One packet to be sent `atMs` after the start. */
export interface PlannedProbe {
  readonly atMs: number;
  readonly payloadBytes: number;
  /** Undefined for a single probe. */
  readonly train?: number;
}

/** One direction of one host's path. */
export interface OneWayPath {
  readonly node: string;
  readonly direction: Direction;
  /** From where it leads to where: places in topology.nodes. */
  readonly from: number;
  readonly to: number;
  readonly links: readonly Link[];
  /** The narrowest of them, if its rate is checked here: each bottleneck once, by the first way through it. */
  readonly bottleneck?: Link;
}

export interface ProbedPath extends OneWayPath {
  readonly probes: readonly PlannedProbe[];
}

/** Every way between the origin and the other hosts, in the topology's order. */
export function oneWayPathsOf({ nodes, links, routes }: Topology): OneWayPath[] {
  const origin = nodes.find(({ role }) => role === 'origin')?.id;
  const place = new Map(nodes.map(({ id }, index) => [id, index]));
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
          const isChecked = narrowest !== undefined && !checked.has(narrowest.id) && rateOf(narrowest) <= FASTEST_BPS;
          if (isChecked) checked.add(narrowest.id);
          return {
            node: id,
            // Media goes from the publisher to the origin, and from the origin to viewers.
            direction: (route.from === id) === (role === 'publisher') ? 'out' : 'back',
            from: place.get(route.from) ?? 0,
            to: place.get(route.to) ?? 0,
            links: through,
            ...(isChecked && { bottleneck: narrowest }),
          };
        }),
    );
}

/** Infinity where nothing limits. */
export const rateOf = ({ profile }: Link) => profile.rateBps ?? Number.POSITIVE_INFINITY;

/** Ways that lead through each link, by its id. */
export function sharersOf(ways: readonly OneWayPath[]): ReadonlyMap<string, number> {
  const sharers = new Map<string, number>();
  for (const way of ways) for (const { id } of way.links) sharers.set(id, (sharers.get(id) ?? 0) + 1);
  return sharers;
}

function narrowestOf(links: readonly Link[]): Link | undefined {
  const limited = links.filter(({ profile }) => profile.rateBps !== undefined);
  return limited.length === 0 ? undefined : limited.reduce((a, b) => (rateOf(b) < rateOf(a) ? b : a));
}

function known(link: Link | undefined, id: string): Link {
  if (link === undefined) throw new Error(`a route names ${id}, which the topology does not have`);
  return link;
}
