import { lostOnLinks, lostOnRoute, type RouteLosses } from '../../metrics/lost-on-links.ts';
import { measuredWindow } from '../../metrics/measured-window.ts';
import { ownPackets } from '../../metrics/own-losses.ts';
import { isWithin, type Span } from '../../metrics/span.ts';
import { outboundLayers } from '../../metrics/stats-reports.ts';
import type { CommonTake, RecordedTake, RecordedViewer } from '../../model/recorded-take.ts';
import { BOUNDS } from './bounds.ts';
import type { ViewersSignal } from './signal.ts';
import { isLimited } from './unlimited-viewers.ts';

/** Samples of links and media are a second apart at most; a hole is counted when the next packet is there. */
const EDGE_MS = 1000;
const FOUND_AFTER_MS = 3000;

/**
 * What the media's own counters say of a hop, held against the ledgers of its links, which are the truth: more packets lost than the links
 * took, or hardly any of those they took. Then who is to blame for what viewers saw is not known.
 */
export const countersDisagree: ViewersSignal = {
  type: 'viewers',
  id: 'counters-disagree',
  advice:
    'Run again. If it comes again, keep the recording and tell the maintainers: a counter is wrong, or this machine loses packets of its own.',
  ofTake(take) {
    const said = ofFirstMile(take);
    return said === undefined ? [] : [said];
  },
  ofViewer(viewer, take) {
    const said = ofViewersWay(viewer, take);
    return said === undefined ? [] : [said];
  },
  reason: (ofViewers, ofTake) => `${[...ofTake, ...ofViewers].join('; ')}.`,
};

function ofFirstMile(take: CommonTake): string | undefined {
  const heard = take.origin.filter(({ publisher }) => (publisher?.packetsIn ?? 0) > 0);
  const [first, last] = [heard[0]?.atMs, heard.at(-1)?.atMs];
  if (first === undefined || last === undefined) return undefined;
  const sum = (of: (second: NonNullable<(typeof heard)[number]['publisher']>) => number) =>
    heard.reduce((all, { publisher }) => all + (publisher === undefined ? 0 : of(publisher)), 0);
  const [missing, received] = [sum(({ packetsMissing }) => packetsMissing), sum(({ packetsIn }) => packetsIn)];
  const whole = { fromMs: first - 1000 - EDGE_MS, toMs: last + EDGE_MS };
  const most = lostOnRoute(take, 'publisher', 'origin', whole);
  if (most === undefined) return undefined;
  if (!mayOvertake(take, 'publisher', 'origin') && missing > mostPossible(most, received))
    return disagreement('The origin', missing, 'the first mile', most.lost);
  const least = lostOnRoute(take, 'publisher', 'origin', { fromMs: first, toMs: last - FOUND_AFTER_MS });
  const share = isOneSource(take) ? mediaShare(take, { fromMs: first, toMs: last }) : undefined;
  return least !== undefined && share !== undefined && missing < leastPossible(least.lost, share)
    ? disagreement('The origin', missing, 'the first mile', least.lost)
    : undefined;
}

function ofViewersWay(viewer: RecordedViewer, take: RecordedTake): string | undefined {
  const window = measuredWindow(take);
  // A device without CPU loses packets that no link did.
  if (window === undefined || isLimited(take, viewer.region) || !isToldByOrigin(viewer, take)) return undefined;
  const own = ownPackets(viewer, take, window);
  if ('reason' in own) return undefined;
  const around = { fromMs: window.fromMs - EDGE_MS, toMs: window.toMs + EDGE_MS };
  const most = lostOnRoute(take, 'origin', viewer.id, around);
  if (most === undefined) return undefined;
  const name = `the way to ${viewer.id}`;
  if (!mayOvertake(take, 'origin', viewer.id) && own.lost > mostPossible(most, own.received))
    return disagreement(viewer.id, own.lost, name, most.lost);
  const alone = lostOnItsOwn(viewer, take, { fromMs: window.fromMs + EDGE_MS, toMs: window.toMs - FOUND_AFTER_MS });
  if (alone === undefined || alone.entered === 0) return undefined;
  const share = Math.min(1, (own.lost + own.received) / alone.entered);
  return own.lost < leastPossible(alone.lost, share) ? disagreement(viewer.id, own.lost, name, alone.lost) : undefined;
}

function mostPossible({ lost, reordered }: RouteLosses, received: number): number {
  return lost + reordered + BOUNDS.mediaLossBeyondLinks.limit * received + BOUNDS.mediaLossSlack.limit;
}

/** Packets that jitter has turned round are missing for a while, as many as there may be; the links do not count them. */
function mayOvertake({ header }: CommonTake, from: string, to: string): boolean {
  const { routes, links } = header.topology;
  const ids = routes.find((route) => route.from === from && route.to === to)?.links ?? [];
  return links.some(({ id, profile }) => ids.includes(id) && profile.jitterReorders === true);
}

function leastPossible(lost: number, mediaShare: number): number {
  return BOUNDS.mediaLossFound.limit * mediaShare * lost - BOUNDS.mediaLossSlack.limit;
}

function disagreement(who: string, counted: number, where: string, lost: number): string {
  return `${who} counted ${Math.round(counted)} lost packets on ${where}, whose links counted ${lost}`;
}

/** What a stream of several has stopped sending after a hole, or a publisher that came anew, nobody can miss. */
function isOneSource({ header, events }: CommonTake): boolean {
  const { video } = header.take.scenario.broadcast;
  const hasChanged = events.some(
    ({ source, name }) => source === 'publisher' && (name === 'transport' || name === 'crashed'),
  );
  return (video.simulcast ?? []).length === 0 && !hasChanged;
}

/** Of all packets into the first mile, those that take a number of their stream, sent for the first time. */
function mediaShare(take: CommonTake, span: Span): number | undefined {
  const samples = take.publisher.stats.filter(({ atMs }) => isWithin(atMs, span));
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  const sentIn = (sample: typeof first) =>
    (['audio', 'video'] as const)
      .flatMap((kind) => outboundLayers(sample.reports, kind))
      .reduce((sum, one) => sum + (one.packetsSent ?? 0) - (one.retransmittedPacketsSent ?? 0), 0);
  const entered = lostOnRoute(take, 'publisher', 'origin', { fromMs: first.atMs, toMs: last.atMs })?.entered ?? 0;
  const sent = sentIn(last) - sentIn(first);
  return entered > 0 && sent > 0 ? Math.min(1, sent / entered) : undefined;
}

function isToldByOrigin({ id }: RecordedViewer, take: RecordedTake): boolean {
  return take.origin.some(({ viewers }) =>
    viewers.some(({ viewer, videoPacketsOut }) => viewer === id && videoPacketsOut !== undefined),
  );
}

/** On the links that carry nobody else's packets. */
function lostOnItsOwn({ id }: RecordedViewer, take: RecordedTake, span: Span): RouteLosses | undefined {
  const { routes } = take.header.topology;
  const isShared = (link: string) => routes.filter(({ links }) => links.includes(link)).length > 1;
  const own = routes.find(({ from, to }) => from === 'origin' && to === id)?.links.filter((link) => !isShared(link));
  return own === undefined || span.toMs <= span.fromMs ? undefined : lostOnLinks(take, own, span);
}
