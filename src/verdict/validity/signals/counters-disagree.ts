import { lostOnRoute, type RouteLosses } from '../../../metrics/path/lost-on-links.ts';
import { ownPackets } from '../../../metrics/path/own-losses.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import type { CommonTake, RecordedTake, RecordedViewer } from '../../../model/recording/recorded-take.ts';
import { BOUNDS } from '../bounds.ts';
import type { ViewersSignal } from '../signal.ts';
import { isLimited } from '../unlimited-viewers.ts';

/** Samples of links and media are a second apart at most. */
const EDGE_MS = 1000;

/**
 * What the media's own counters say of a hop, held against the ledgers of its links, which are the truth: more packets lost than the links
 * took. Then who is to blame for what viewers saw is not known. Fewer is no fault: which of a link's losses were resends, probes or
 * padding, which nobody counts as missing, only the link could tell, and a crowded first mile loses many of those.
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
  return undefined;
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
  return undefined;
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

function disagreement(who: string, counted: number, where: string, lost: number): string {
  return `${who} counted ${Math.round(counted)} lost packets on ${where}, whose links counted ${lost}`;
}

function isToldByOrigin({ id }: RecordedViewer, take: RecordedTake): boolean {
  return take.origin.some(({ viewers }) =>
    viewers.some(({ viewer, videoPacketsOut }) => viewer === id && videoPacketsOut !== undefined),
  );
}
