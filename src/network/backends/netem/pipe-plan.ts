import type { Link, Topology } from '../../../model/scenario/network.ts';
import { type Stage, stagesOf } from './stages.ts';

/**
 * A pair of devices in the core namespace: what is sent into `enters` passes its qdiscs and comes out at `leaves`. Nothing
 * is ever sent the other way.
 */
export interface Pipe {
  readonly enters: string;
  readonly leaves: string;
  readonly stage: Stage;
}

/** What arrives at `arrives` for the address leaves through `device`. */
export interface Hop {
  readonly arrives: string;
  readonly to: string;
  readonly device: string;
}

export interface PipedLink extends Link {
  readonly pipes: readonly Pipe[];
}

export interface PipePlan {
  /** Of each node, in the topology's order: the core's end of its cable. */
  readonly cables: readonly string[];
  readonly links: readonly PipedLink[];
  readonly hops: readonly Hop[];
  /** Routes that part from another to the same node at a link both pass, in words; the core looks at addresses only. */
  readonly partings: readonly string[];
}

/** Throws when a route names what the topology does not have. */
export function planPipes({ nodes, links, routes }: Topology): PipePlan {
  let pipes = 0;
  const cables = nodes.map((_, index) => `n${index}`);
  const piped = links.map((link) => ({
    ...link,
    pipes: stagesOf(link.profile).map((stage) => {
      const name = `p${pipes++}`;
      return { enters: `${name}a`, leaves: `${name}b`, stage };
    }),
  }));
  const linkOf = new Map(piped.map((link) => [link.id, link]));
  const nodeOf = new Map(nodes.map(({ id, address }, index) => [id, { address, cable: `n${index}` }]));
  const hops = new Map<string, Hop>();
  const partings: string[] = [];
  for (const { from, to, links: through } of routes) {
    const begin = known(nodeOf, from);
    const end = known(nodeOf, to);
    const way = through.flatMap((id) => known(linkOf, id).pipes);
    const arrivals = [begin.cable, ...way.map(({ leaves }) => leaves)];
    const departures = [...way.map(({ enters }) => enters), end.cable];
    for (const [index, arrives] of arrivals.entries()) {
      const hop = { arrives, to: end.address, device: departures[index] ?? end.cable };
      const key = `${arrives} ${hop.to}`;
      if ((hops.get(key)?.device ?? hop.device) !== hop.device)
        partings.push(`part the route from ${from} to ${to} from another that shares its links`);
      else hops.set(key, hop);
    }
  }
  return { cables, links: piped, hops: [...hops.values()], partings };
}

function known<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`a route names ${id}, which the topology does not have`);
  return found;
}
