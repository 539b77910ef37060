import { hash32, hashString } from '../lib/random.ts';
import type { Direction, Link, LinkProfile, NetworkNode, Route, Segment, Topology } from '../model/network.ts';
import type { Take, ViewerPlan } from '../model/take.ts';
import { DEFAULT_QUEUE_MS } from './queue-limits.ts';
import { segmentUnderEvents } from './segment-under-events.ts';

/** Namespaces of their own: these addresses meet nothing outside. Private range (RFC 1918). */
const ORIGIN_ADDRESS = '10.77.0.1';
const PUBLISHER_ADDRESS = '10.77.0.2';
const INTERNET_ADDRESS = '10.77.0.3';
/** Viewer n is 10.77.(1 + n / 250).(1 + n % 250). */
const VIEWERS_PER_SUBNET = 250;

const ORIGIN = 'origin';
const PUBLISHER = 'publisher';
const INTERNET = 'internet';
const FIRST_MILE = 'first-mile';

export interface TopologyOptions {
  /** The real internet is to be reached, through everybody's own links; the machine's own network with it, or not. */
  readonly internet?: 'without-lan' | 'with-lan';
}

/**
 * The path of a broadcast: the studio's first mile to the origin, one haul a region that all its viewers share, and an
 * access line for each viewer. Viewers reach the origin only, and the internet where that is asked for.
 */
export function buildTopology(take: Take, { internet }: TopologyOptions = {}): Topology {
  const { broadcast, regions, events = [], traces } = take.scenario;
  const eventsOf = (id: string) => events.filter(({ region }) => region === id);
  const nodes: NetworkNode[] = [
    { id: PUBLISHER, role: 'publisher', address: PUBLISHER_ADDRESS },
    { id: ORIGIN, role: 'origin', address: ORIGIN_ADDRESS },
    ...take.viewers.map(({ id }, n): NetworkNode => ({ id, role: 'viewer', address: viewerAddress(n) })),
    ...(internet === undefined ? [] : [internetNode(internet)]),
  ];
  const links: Link[] = [
    ...pair(take.seed, FIRST_MILE, 'first-mile', broadcast.firstMile),
    ...regions.flatMap(({ id, haul }) =>
      pair(take.seed, haulName(id), 'haul', segmentUnderEvents(haul, eventsOf(id)), id),
    ),
    ...take.viewers.flatMap(({ id, region }) => {
      const access = regions.find((candidate) => candidate.id === region)?.access;
      if (access === undefined)
        throw new Error(`viewer ${id} is of region ${region}, which the scenario does not have`);
      return pair(take.seed, accessName(id), 'access', access, region);
    }),
  ];
  const routes: Route[] = [
    { from: PUBLISHER, to: ORIGIN, links: [`${FIRST_MILE}/out`] },
    { from: ORIGIN, to: PUBLISHER, links: [`${FIRST_MILE}/back`] },
    ...take.viewers.flatMap((viewer) => viewerRoutes(viewer, ORIGIN)),
    ...(internet === undefined ? [] : internetRoutes(take.viewers)),
  ];
  return { nodes, links, routes, ...(traces !== undefined && { traces }) };
}

const haulName = (region: string) => `haul:${region}`;
const accessName = (viewer: string) => `access:${viewer}`;

function viewerAddress(n: number): string {
  return `10.77.${1 + Math.floor(n / VIEWERS_PER_SUBNET)}.${1 + (n % VIEWERS_PER_SUBNET)}`;
}

/** Between a viewer and what it watches, which is far away. */
function viewerRoutes({ id, region }: ViewerPlan, far: string): Route[] {
  return [
    { from: far, to: id, links: [`${haulName(region)}/out`, `${accessName(id)}/out`] },
    { from: id, to: far, links: [`${accessName(id)}/back`, `${haulName(region)}/back`] },
  ];
}

function internetNode(internet: 'without-lan' | 'with-lan'): NetworkNode {
  const lan = internet === 'with-lan' ? 'allowed' : 'refused';
  return { id: INTERNET, role: 'internet', address: INTERNET_ADDRESS, lan };
}

/** As far as the origin is; what lies beyond adds its own. The origin, a server, is on the internet. */
function internetRoutes(viewers: readonly ViewerPlan[]): Route[] {
  return [
    { from: PUBLISHER, to: INTERNET, links: [`${FIRST_MILE}/out`] },
    { from: INTERNET, to: PUBLISHER, links: [`${FIRST_MILE}/back`] },
    { from: ORIGIN, to: INTERNET, links: [] },
    { from: INTERNET, to: ORIGIN, links: [] },
    ...viewers.flatMap((viewer) => viewerRoutes(viewer, INTERNET)),
  ];
}

/** A segment's two links, each with weather of its own that depends on the take's seed and the link's name alone. */
function pair(seed: number, name: string, segment: Link['segment'], { out, back }: Segment, region?: string): Link[] {
  const link = (direction: Direction, profile: LinkProfile): Link => {
    const id = `${name}/${direction}`;
    return {
      ...{ id, segment, direction, profile: withQueue(profile), seed: hash32(seed, hashString(id)) },
      ...(region !== undefined && { region }),
    };
  };
  return [link('out', out), link('back', back)];
}

/** Names the default queue, so that the recording says what was emulated. */
function withQueue(profile: LinkProfile): LinkProfile {
  const { rateBps, queueMs, queueBytes, queuePackets } = profile;
  const isNamed = queueMs !== undefined || queueBytes !== undefined || queuePackets !== undefined;
  return rateBps === undefined || isNamed ? profile : { ...profile, queueMs: DEFAULT_QUEUE_MS };
}
