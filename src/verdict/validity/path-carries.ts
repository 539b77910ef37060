import type { LinkSecond } from '../../model/recording/link-second.ts';
import type { CommonTake } from '../../model/recording/recorded-take.ts';
import type { LinkProfile } from '../../model/scenario/link-profile.ts';
import type { Link } from '../../model/scenario/network.ts';
import { leastBitrateBps, sentBitrateBps } from '../../model/scenario/sent-streams.ts';

/** Share of packets delivered below which ICE, DTLS and video may well fail because of the network. Assumption. */
const MIN_DELIVERED_FRACTION = 0.7;
/** Round trip above which a failed join is the network's doing: ICE checks and HTTP give up after some seconds. Assumption. */
const MAX_ROUND_TRIP_MS = 2000;
/** Rate that media needs of a bottleneck over its own bitrate: headers, retransmissions, peaks. Assumption. */
export const MEDIA_HEADROOM = 1.2;

/**
 * Returns whether the shaped links between two nodes and back could carry the broadcast: none is narrow, long or lossy enough to
 * explain that no media arrived. Judged by the links' profiles and what they counted from `fromMs` on.
 */
export function pathCarries(take: CommonTake, from: string, to: string, fromMs: number): boolean {
  const out = linksBetween(take, from, to);
  const back = linksBetween(take, to, from);
  const { video, audio } = take.header.take.scenario.broadcast;
  // The publisher sends all streams; a viewer is given at least the smallest.
  const videoBps = from === 'publisher' ? sentBitrateBps(video) : leastBitrateBps(video);
  const neededBps = MEDIA_HEADROOM * (videoBps + audio.bitrateBps);
  if (out.some((link) => freeRateBps(link.profile) < neededBps * streamsThrough(take, link))) return false;
  const roundTripMs = [...out, ...back].reduce((sum, { profile }) => sum + profile.delayMs + profile.jitterMs, 0);
  if (roundTripMs > MAX_ROUND_TRIP_MS) return false;
  return [out, back].every((links) => deliveredFraction(take, links, fromMs) >= MIN_DELIVERED_FRACTION);
}

/** Returns what other traffic leaves of a bottleneck: UDP takes its rate, and each TCP transfer or RTC stream a share like the broadcast's. */
export function freeRateBps({ rateBps = Number.POSITIVE_INFINITY, crossTraffic = [] }: LinkProfile): number {
  const takenBps = crossTraffic.reduce((sum, flow) => sum + (flow.type === 'udp' ? flow.rateBps : 0), 0);
  return (rateBps - takenBps) / (1 + crossTraffic.filter(({ type }) => type !== 'udp').length);
}

function linksBetween({ header }: CommonTake, from: string, to: string): readonly Link[] {
  const { routes, links } = header.topology;
  const ids = routes.find((route) => route.from === from && route.to === to)?.links ?? [];
  return links.filter(({ id }) => ids.includes(id));
}

/** Counts the streams on a link: a haul carries one for each viewer of its region. */
function streamsThrough({ header }: CommonTake, link: Link): number {
  return header.topology.routes.filter(({ links }) => links.includes(link.id)).length;
}

/** Multiplies the delivered shares of the links; a link that no packet entered lost none. */
function deliveredFraction(take: CommonTake, links: readonly Link[], fromMs: number): number {
  const seconds = take.links.filter(({ atMs }) => atMs >= fromMs).flatMap((line) => line.links);
  return links.reduce((product, { id }) => product * (1 - lostFraction(seconds.filter(({ link }) => link === id))), 1);
}

export function lostFraction(seconds: readonly LinkSecond[]): number {
  const entered = seconds.reduce((sum, { inPackets }) => sum + inPackets, 0);
  const lost = seconds.reduce((sum, second) => sum + second.lostRandom + second.lostBurst + second.lostQueue, 0);
  return entered > 0 ? lost / entered : 0;
}
