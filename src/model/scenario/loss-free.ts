import type { LinkProfile, Loss, Trace, Traces } from './link-profile.ts';
import type { Link, Topology } from './network.ts';
import type { Scenario } from './scenario.ts';
import { sentBitrateBps } from './sent-streams.ts';
import { isPublished } from './transport.ts';

/** Headers, audio redundancy and retransmissions beyond the media's own bitrate. Assumption. */
const OVERHEAD = 1.2;
/** Pacing of browsers (libwebrtc: 2.5 times the bitrate) and of the origin (3 times): a faster line has no queue. */
const PACING = 3;
/**
 * Buffer, as time of the stream, that holds any burst of a line that is fast enough on average. A keyframe of libwebrtc's
 * encoders has at most the bits of 0.3 s; the rest is margin. Assumption.
 */
const BURST_S = 0.5;
const PACKET_BYTES = 1200;
/** Largest IP packet of media: libwebrtc fills RTP packets up to 1200 bytes, to which SRTP, UDP and IP add some fifty. */
const LARGEST_PACKET_BYTES = 1280;

/**
 * Reports whether no link that media passes from the publisher to a viewer can lose, corrupt or reorder a packet: nothing
 * of that kind is configured, and each queue holds more than the stream ever sends at once. False where it is not certain.
 * A server of others takes the origin's place as if the way to it beyond the emulated links lost nothing.
 */
export function isLossFree(topology: Topology, { broadcast }: Pick<Scenario, 'broadcast'>, viewer: string): boolean {
  const { routes, links, traces = {} } = topology;
  const ways = [
    ...(isPublished(broadcast.transport) ? [routes.find(({ from }) => from === 'publisher')] : []),
    routes.find(({ from, to }) => from !== 'publisher' && to === viewer),
  ];
  const neededBps = OVERHEAD * (sentBitrateBps(broadcast.video) + broadcast.audio.bitrateBps);
  return ways.every((way) =>
    way?.links.every((id) => {
      const link = links.find((candidate) => candidate.id === id);
      return link !== undefined && losesNothing(link, neededBps * streamsThrough(topology, link), traces);
    }),
  );
}

/** Returns how many streams pass a link: a haul carries one for each viewer of its region. */
function streamsThrough({ routes }: Topology, { id }: Link): number {
  return new Set(routes.filter(({ links }) => links.includes(id)).map(({ to }) => to)).size;
}

function losesNothing({ profile }: Link, neededBps: number, traces: Traces): boolean {
  return !losesByItself(profile) && hasRoom(profile, neededBps, traces);
}

/** Reports whether a link loses, corrupts or reorders packets, whatever passes it; its queue left aside. */
function losesByItself(profile: LinkProfile): boolean {
  const { loss, lossSteps = [], blackouts = [], corruptFraction = 0, reorder, jitterReorders, jitterMs } = profile;
  if ([loss, ...lossSteps.map((step) => step.loss)].some(losesSome)) return true;
  if (blackouts.length > 0 || corruptFraction > 0 || (reorder?.fraction ?? 0) > 0) return true;
  if (jitterReorders === true && jitterMs > 0) return true;
  return profile.mtuBytes !== undefined && profile.mtuBytes < LARGEST_PACKET_BYTES;
}

function losesSome(loss: Loss): boolean {
  switch (loss.type) {
    case 'none':
      return false;
    case 'random':
      return loss.lossFraction > 0;
    case 'gilbert-elliott':
      return loss.lossInBad > 0 || loss.lossInGood > 0;
  }
}

/**
 * Reports whether the bottleneck never fills: nobody else sends through it, and it is as fast as anything is paced, or fast
 * enough with a wide buffer of which nothing is dropped early.
 */
function hasRoom(profile: LinkProfile, neededBps: number, traces: Traces): boolean {
  const { radio, discipline = 'droptail', crossTraffic = [] } = profile;
  const leastBps = leastRateBps(profile, traces);
  if (leastBps === undefined) return true;
  if (crossTraffic.length > 0) return false;
  const holdS = Math.max(radio?.handover?.forMs ?? 0, radio?.promotion?.forMs ?? 0) / 1000;
  if (leastBps >= PACING * neededBps && holdS === 0) return true;
  if (leastBps < neededBps || discipline !== 'droptail') return false;
  return bufferBytes(profile, profile.rateBps ?? leastBps) >= ((BURST_S + holdS) * neededBps) / 8;
}

/** Returns the lowest capacity that is ever planned; undefined for a link without a bottleneck. */
function leastRateBps({ rateBps, rateSteps, rateCaps = [], trace }: LinkProfile, traces: Traces): number | undefined {
  const rates = [
    trace === undefined ? rateBps : leastOfTrace(traces[trace]),
    ...(rateSteps?.steps ?? []).map((step) => step.rateBps),
    ...rateCaps.map((cap) => cap.rateBps),
  ].filter((rate) => rate !== undefined);
  return rates.length === 0 ? undefined : Math.min(...rates);
}

/** Returns 0 for opportunities to send, between which nothing leaves. */
function leastOfTrace(trace: Trace | undefined): number {
  return trace?.type === 'rates' ? Math.min(...trace.steps.map((step) => step.rateBps)) : 0;
}

/** Returns the size of the buffer in bytes; the smallest of what limits it. */
function bufferBytes({ queueMs, queueBytes, queuePackets }: LinkProfile, rateBps: number): number {
  return Math.min(
    queueMs === undefined ? Number.POSITIVE_INFINITY : (queueMs * rateBps) / 8000,
    queueBytes ?? Number.POSITIVE_INFINITY,
    queuePackets === undefined ? Number.POSITIVE_INFINITY : queuePackets * PACKET_BYTES,
  );
}
