import { lostOnRoute, type RouteLosses } from '../../../metrics/path/lost-on-links.ts';
import { lostOnWay, ownPackets } from '../../../metrics/path/own-losses.ts';
import { measuredWindow } from '../../../metrics/series/measured-window.ts';
import type { CommonTake, RecordedTake, RecordedViewer } from '../../../model/recording/recorded-take.ts';
import { ASSUMED, type Bounds } from '../bounds.ts';
import { atMost } from '../readings.ts';
import type { ViewersSignal } from '../signal.ts';
import { isLimited } from '../unlimited-viewers.ts';

/** Largest distance between a sample of the links and one of the media. */
const EDGE_MS = 1000;

const BOUNDS = {
  /** Share of the packets received that media may miss beyond what links lost. */
  mediaLossBeyondLinks: {
    limit: 0.005,
    unit: 'fraction',
    origin: `${ASSUMED}: packets on their way at the edges, and late ones counted as missing when a second ended`,
  },
  /** Further packets that media may miss. */
  mediaLossSlack: { limit: 10, unit: 'count', origin: 'as mediaLossBeyondLinks' },
} as const satisfies Bounds;

/**
 * The media's own counters report more packets lost on a hop than the ledgers of its links, which are the reference. Then it is
 * unknown who is to blame for what viewers saw. Fewer is no fault: a link's losses include retransmissions, probes and padding,
 * which nobody counts as missing, and a crowded first mile loses many of those.
 */
export const countersDisagree = {
  type: 'viewers',
  id: 'counters-disagree',
  title: {
    en: 'What was counted of the stream does not fit what the network counted.',
    zh: '对直播流的计数与网络自身的计数不符。',
  },
  advice: {
    en: 'Run again. If it comes again, keep the recording and tell the maintainers: a counter is wrong, or this machine loses packets of its own.',
    zh: '请重新彩排；若再次出现，请保留录制文件并告知维护者：计数有误，或本机自身在丢包。',
  },
  remedy: 'slow-down',
  bounds: BOUNDS,
  checkTake(take) {
    const complaint = complaintOfFirstMile(take);
    return complaint === undefined ? [] : [complaint];
  },
  checkViewer(viewer, take) {
    const complaint = complaintOfViewersPath(viewer, take);
    return complaint === undefined ? [] : [complaint];
  },
  reason: (ofViewers, ofTake) => `${[...ofTake, ...ofViewers].join('; ')}.`,
} satisfies ViewersSignal;

function complaintOfFirstMile(take: CommonTake): string | undefined {
  const active = take.origin.filter(({ publisher }) => (publisher?.packetsIn ?? 0) > 0);
  const [first, last] = [active[0]?.atMs, active.at(-1)?.atMs];
  if (first === undefined || last === undefined) return undefined;
  const sum = (of: (second: NonNullable<(typeof active)[number]['publisher']>) => number) =>
    active.reduce((all, { publisher }) => all + (publisher === undefined ? 0 : of(publisher)), 0);
  const [missing, received] = [sum(({ packetsMissing }) => packetsMissing), sum(({ packetsIn }) => packetsIn)];
  const whole = { fromMs: first - 1000 - EDGE_MS, toMs: last + EDGE_MS };
  const most = lostOnRoute(take, 'publisher', 'origin', whole);
  if (most === undefined) return undefined;
  if (mayOvertake(take, 'publisher', 'origin')) return undefined;
  return disagreement('The origin', missing, 'the first mile', most.lost, mostPossible(most, received));
}

function complaintOfViewersPath(viewer: RecordedViewer, take: RecordedTake): string | undefined {
  const window = measuredWindow(take);
  // A device without CPU time loses packets that no link lost.
  if (window === undefined || isLimited(take, viewer.region) || !hasOriginCounts(viewer, take)) return undefined;
  const own = ownPackets(viewer, take, window);
  if ('reason' in own) return undefined;
  const most = lostOnWay(viewer, take, window);
  if (most === undefined) return undefined;
  const name = `the way to ${viewer.id}`;
  if (mayOvertake(take, 'origin', viewer.id)) return undefined;
  return disagreement(viewer.id, own.lost, name, most.lost, mostPossible(most, own.received));
}

function mostPossible({ lost, reordered }: RouteLosses, received: number): number {
  return lost + reordered + BOUNDS.mediaLossBeyondLinks.limit * received + BOUNDS.mediaLossSlack.limit;
}

/** Returns whether jitter may reorder packets: those are missing for a while, in any number, and the links do not count them. */
function mayOvertake({ header }: CommonTake, from: string, to: string): boolean {
  const { routes, links } = header.topology;
  const ids = routes.find((route) => route.from === from && route.to === to)?.links ?? [];
  return links.some(({ id, profile }) => ids.includes(id) && profile.jitterReorders === true);
}

function disagreement(who: string, counted: number, where: string, lost: number, possible: number): string | undefined {
  if (counted <= possible) return undefined;
  const most = atMost({ limit: possible, unit: 'count' });
  return `${who} counted ${Math.round(counted)} lost packets ${most} on ${where}, whose links counted ${lost}`;
}

function hasOriginCounts({ id }: RecordedViewer, take: RecordedTake): boolean {
  return take.origin.some(({ viewers }) =>
    viewers.some(({ viewer, videoPacketsOut }) => viewer === id && videoPacketsOut !== undefined),
  );
}
