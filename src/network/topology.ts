import { hash32, hashShare, hashString } from '../lib/random.ts';
import type { LinkProfile, Traces } from '../model/scenario/link-profile.ts';
import { DEFAULT_QUEUE_MS } from '../model/scenario/link-profile.ts';
import type { Direction, Link, NetworkNode, Route, Segment, Topology } from '../model/scenario/network.ts';
import type { Take, ViewerPlan } from '../model/scenario/take.ts';
import { segmentUnderEvents } from './segment-under-events.ts';
import { spreadOut } from './spread-out.ts';

/** Addresses of a private range (RFC 1918), used only inside our own namespaces. */
const ORIGIN_ADDRESS = '10.77.0.1';
const PUBLISHER_ADDRESS = '10.77.0.2';
const INTERNET_ADDRESS = '10.77.0.3';
/** Viewers per /24 subnet: viewer n has the address 10.77.(1 + n / 250).(1 + n % 250). */
const VIEWERS_PER_SUBNET = 250;

const ORIGIN = 'origin';
const PUBLISHER = 'publisher';
const INTERNET = 'internet';
const FIRST_MILE = 'first-mile';

const START_STREAM = 14;

export interface TopologyOptions {
  /** Gives hosts access to the real internet through their own links, with or without the machine's local network. */
  readonly internet?: 'without-lan' | 'with-lan';
}

/**
 * Builds the topology of a broadcast: the studio's first mile to the origin, one haul per region that its viewers share, and
 * an access line per viewer. Viewers reach only the origin, and the internet if requested.
 */
export function buildTopology(take: Take, { internet }: TopologyOptions = {}): Topology {
  const { broadcast, regions, events = [], traces } = take.scenario;
  const { seed } = take;
  const eventsOf = (kind: Link['segment'], id?: string) =>
    events.filter(({ segment = 'haul', region }) => segment === kind && region === id);
  const nodes: NetworkNode[] = [
    { id: PUBLISHER, role: 'publisher', address: PUBLISHER_ADDRESS },
    { id: ORIGIN, role: 'origin', address: ORIGIN_ADDRESS },
    ...take.viewers.map(({ id }, n): NetworkNode => ({ id, role: 'viewer', address: viewerAddress(n) })),
    ...(internet === undefined ? [] : [internetNode(internet)]),
  ];
  const links: Link[] = [
    ...linkPair(
      { seed, traces, name: FIRST_MILE, kind: 'first-mile' },
      segmentUnderEvents(broadcast.firstMile, eventsOf('first-mile')),
    ),
    ...regions.flatMap(({ id, haul }) =>
      linkPair(
        { seed, traces, name: haulName(id), kind: 'haul', region: id },
        segmentUnderEvents(haul, eventsOf('haul', id)),
      ),
    ),
    ...take.viewers.flatMap(({ id, region }) => {
      const access = regions.find((candidate) => candidate.id === region)?.access;
      if (access === undefined)
        throw new Error(`viewer ${id} is in region ${region}, which the scenario does not have`);
      const name = accessName(id);
      return linkPair(
        { seed, traces, name, kind: 'access', region, ...(isTogether(access) && { sharedName: accessName(region) }) },
        segmentUnderEvents(spreadOut(access, hash32(seed, hashString(name))), eventsOf('access', region)),
      );
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

/** Tells whether what befalls a line at random befalls all lines of the region at once. */
function isTogether({ out, back }: Segment): boolean {
  return out.together === true || back.together === true;
}

const haulName = (region: string) => `haul:${region}`;
const accessName = (viewer: string) => `access:${viewer}`;

function viewerAddress(n: number): string {
  return `10.77.${1 + Math.floor(n / VIEWERS_PER_SUBNET)}.${1 + (n % VIEWERS_PER_SUBNET)}`;
}

/** Returns the routes between a viewer and the far end of its haul. */
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

/**
 * Returns the routes to the internet node, which is as far away as the origin; the real path beyond adds its own delay. The
 * origin, a server, reaches it without a link.
 */
function internetRoutes(viewers: readonly ViewerPlan[]): Route[] {
  return [
    { from: PUBLISHER, to: INTERNET, links: [`${FIRST_MILE}/out`] },
    { from: INTERNET, to: PUBLISHER, links: [`${FIRST_MILE}/back`] },
    { from: ORIGIN, to: INTERNET, links: [] },
    { from: INTERNET, to: ORIGIN, links: [] },
    ...viewers.flatMap((viewer) => viewerRoutes(viewer, INTERNET)),
  ];
}

interface SegmentIdentity {
  readonly seed: number;
  readonly traces: Traces | undefined;
  readonly name: string;
  readonly kind: Link['segment'];
  readonly region?: string;
  /** Name whose seed decides about what befalls both directions at once, if it is not its own. */
  readonly sharedName?: string;
}

/** Returns a segment's two links. The weather of each depends only on the take's seed and the link's name. */
function linkPair(
  { seed, traces = {}, name, kind, region, sharedName = name }: SegmentIdentity,
  { out, back }: Segment,
): Link[] {
  const segmentSeed = hash32(seed, hashString(sharedName));
  const link = (direction: Direction, asked: LinkProfile): Link => {
    const id = `${name}/${direction}`;
    const profile = withStart(withQueue(asked), segmentSeed, traces);
    return {
      ...{ id, segment: kind, direction, profile, seed: hash32(seed, hashString(id)), segmentSeed },
      ...(region !== undefined && { region }),
    };
  };
  return [link('out', out), link('back', back)];
}

/**
 * Draws where in its trace or cycle a line begins: at the same share in both directions, because they were measured
 * together.
 */
function withStart(profile: LinkProfile, segmentSeed: number, traces: Traces): LinkProfile {
  if (profile.startsAnywhere !== true) return profile;
  const trace = profile.trace === undefined ? undefined : traces[profile.trace];
  const periodMs = trace?.periodMs ?? profile.rateSteps?.repeatMs;
  if (periodMs === undefined) return profile;
  const share = hashShare(segmentSeed, START_STREAM);
  return { ...profile, courseStartMs: Math.floor(share * periodMs) };
}

/** Makes the default queue explicit, so that the recording shows what was emulated. */
function withQueue(profile: LinkProfile): LinkProfile {
  const { rateBps, queueMs, queueBytes, queuePackets } = profile;
  const isNamed = queueMs !== undefined || queueBytes !== undefined || queuePackets !== undefined;
  return rateBps === undefined || isNamed ? profile : { ...profile, queueMs: DEFAULT_QUEUE_MS };
}
