import type { Link, Topology } from '../../../model/scenario/network.ts';
import { type Stage, stagesOf } from './stages.ts';

/**
 * Pair of devices in the core namespace: packets sent into `enters` pass its qdiscs and come out at `leaves`. No packet ever
 * goes in the other direction.
 */
export interface Pipe {
  readonly enters: string;
  readonly leaves: string;
  readonly stage: Stage;
}

/** Routing rule: packets to the address `to` that arrive at `arrives` leave through `device`. */
export interface Hop {
  readonly arrives: string;
  readonly to: string;
  readonly device: string;
}

export interface PipedLink extends Link {
  readonly pipes: readonly Pipe[];
}

export interface PipePlan {
  /** Core end of each node's cable, in the topology's order. */
  readonly cables: readonly string[];
  readonly links: readonly PipedLink[];
  readonly hops: readonly Hop[];
  /**
   * Descriptions of routes that diverge from another route to the same node at a link that both use. They are impossible,
   * because the core routes by address only.
   */
  readonly divergences: readonly string[];
}

/** Plans pipes and routes for a topology. Throws when a route names a node or link that the topology lacks. */
export function planPipes({ nodes, links, routes }: Topology): PipePlan {
  let pipeCount = 0;
  const cables = nodes.map((_, index) => `n${index}`);
  const piped = links.map((link) => ({
    ...link,
    pipes: stagesOf(link.profile).map((stage) => {
      const name = `p${pipeCount++}`;
      return { enters: `${name}a`, leaves: `${name}b`, stage };
    }),
  }));
  const linkOf = new Map(piped.map((link) => [link.id, link]));
  const nodeOf = new Map(nodes.map(({ id, address }, index) => [id, { address, cable: `n${index}` }]));
  const hops = new Map<string, Hop>();
  const divergences: string[] = [];
  for (const { from, to, links: through } of routes) {
    const begin = known(nodeOf, from);
    const end = known(nodeOf, to);
    const pipesOnRoute = through.flatMap((id) => known(linkOf, id).pipes);
    const arrivals = [begin.cable, ...pipesOnRoute.map(({ leaves }) => leaves)];
    const departures = [...pipesOnRoute.map(({ enters }) => enters), end.cable];
    for (const [index, arrives] of arrivals.entries()) {
      const hop = { arrives, to: end.address, device: departures[index] ?? end.cable };
      const key = `${arrives} ${hop.to}`;
      if ((hops.get(key)?.device ?? hop.device) !== hop.device)
        divergences.push(`separate the route from ${from} to ${to} from another that shares its links`);
      else hops.set(key, hop);
    }
  }
  return { cables, links: piped, hops: [...hops.values()], divergences };
}

function known<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`a route names ${id}, which the topology does not have`);
  return found;
}
