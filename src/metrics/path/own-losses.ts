import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { cachePerTake, cachePerViewer } from '../series/cache-per-viewer.ts';
import { type CounterQuery, countedIn, counterSteps, stepAt } from '../series/counters.ts';
import { firstAtOrAfter } from '../series/first-at-or-after.ts';
import { overlapMs, type Span } from '../series/span.ts';
import { inboundRtp } from '../series/stats-reports.ts';
import { longestWaitMs, lostOnRoute, waitingMore } from './lost-on-links.ts';

/** Video packets on a viewer's own path, from our origin or from a foreign server, which may not report what it lacks itself. */
export interface OwnPackets {
  readonly lost: number;
  readonly received: number;
}

export const VIDEO_PACKETS: CounterQuery<'packetsLost' | 'packetsReceived'> = {
  fields: ['packetsLost', 'packetsReceived'],
  rising: 'packetsReceived',
  select: (reports) => inboundRtp(reports, 'video'),
};

/**
 * Packets of the retransmission stream: what was sent again, and padding. The browser counts both among those received, and has no
 * such counter before the first of them.
 */
const RESENT_PACKETS: CounterQuery<'retransmittedPacketsReceived'> = {
  fields: ['retransmittedPacketsReceived'],
  rising: 'retransmittedPacketsReceived',
  select(reports) {
    const video = inboundRtp(reports, 'video');
    if (video === undefined) return undefined;
    const { id, timestamp, retransmittedPacketsReceived = 0 } = video;
    return { id, timestamp, retransmittedPacketsReceived };
  },
};

/** Two counters read at different moments differ by less than the packets of this many seconds. Assumption. */
const EDGES_S = 0.75;
/** Largest distance between a sample of the links and one of the media. */
const LEDGER_EDGE_MS = 1000;
/** Further packets that a keyframe at the edge may add. Assumption. */
const EDGE_PACKETS = 60;

/** Narrowest gap that a browser forgets with NACK. */
const WIDE_GAP = 450;
/** The same without, and the share of it that it counted in the seconds around if it did not. */
const FORGOTTEN_PACKETS = 50;
const COUNTED_FRACTION = 0.5;
/** Seconds after a gap in which its packets may still be sent: the origin asks for them for two. */
const LATE_SECONDS = 3;

/**
 * Returns what the browser counts as lost within the window, minus what the origin never had to send. libwebrtc forgets a gap wider
 * than it would request (450 packets, 50 without NACK: receive_statistics_impl.cc takes it for a restart): one that the first mile
 * made is not subtracted then, and where sent and received packets disagree with what is left by more than a queue that fills can hold, they are believed. No data where
 * packets were lost before the origin and the recording does not distinguish them.
 */
export function ownPackets(
  viewer: RecordedViewer,
  take: RecordedTake,
  window: Span,
): OwnPackets | { readonly type: 'no-data'; readonly reason: string } {
  const total = countedIn(viewer.stats, VIDEO_PACKETS, window);
  if (total.type === 'no-data') return total;
  const { packetsLost, packetsReceived } = total.counted;
  const again = countedIn(viewer.stats, RESENT_PACKETS, window);
  // Packets that came because they were sent again had been lost all the same, and padding is nobody's. Older recordings do not tell.
  const received = packetsReceived - (again.type === 'total' ? again.counted.retransmittedPacketsReceived : 0);
  const all = originSecondsOf(viewer, take);
  const seconds = countedByBrowser(viewer, all);
  if (all === undefined || seconds === undefined) {
    if (!hasMissed(take, window)) return { lost: Math.max(0, packetsLost), received };
    const reason = 'the first mile lost packets, and this recording does not tell them from the viewer’s own';
    return { type: 'no-data', reason };
  }
  const { sent, unsent } = sumOf(seconds, window);
  const windowS = (window.toMs - window.fromMs) / 1000;
  const counted = atMostOnLinks(viewer, take, window, {
    counted: Math.max(0, packetsLost - unsent),
    edge: (EDGES_S * Math.abs(unsent)) / windowS,
  });
  const edge = EDGE_PACKETS + (EDGES_S * sent) / windowS + waitingMore(take, 'origin', viewer.id, window);
  const missing = sent - received;
  // A gap that was forgotten, and that the links tell of, is no matter of edges; it may have been the end of one of the first mile's.
  // Fewer than none are what came late after one.
  const hasForgotten =
    seconds.some((second, place) => second !== all[place]) || packetsLost - unsent < -FORGOTTEN_PACKETS;
  const least = hasForgotten ? FORGOTTEN_PACKETS : WIDE_GAP;
  const isForgotten = missing - counted > least && (lostOnWay(viewer, take, window)?.lost ?? 0) >= missing;
  return { lost: isForgotten || Math.abs(missing - counted) > edge ? Math.max(0, missing) : counted, received };
}

/**
 * Returns the count, or what the viewer's own links lost if that is less by no more than the counters' edges leave open: gaps of
 * the first mile that the browser counted in one second and the origin in the next. A greater difference is the device's.
 */
function atMostOnLinks(
  viewer: RecordedViewer,
  take: RecordedTake,
  window: Span,
  { counted, edge }: { readonly counted: number; readonly edge: number },
): number {
  const ledger = lostOnWay(viewer, take, window);
  if (ledger === undefined) return counted;
  const most = ledger.lost + ledger.reordered;
  return counted > most && counted - most <= edge ? most : counted;
}

/** Sums what a viewer's links lost of what it can have counted within the window: it counts a gap once what came after it is through the queues. */
export function lostOnWay({ id }: RecordedViewer, take: RecordedTake, window: Span): ReturnType<typeof lostOnRoute> {
  const fromMs = window.fromMs - LEDGER_EDGE_MS - longestWaitMs(take, 'origin', id, window.fromMs);
  return lostOnRoute(take, 'origin', id, { fromMs, toMs: window.toMs + LEDGER_EDGE_MS });
}

/** Returns the same for one step between samples, by the browser's count; undefined where losses before the origin are not seconds apart. */
export function ownPacketsOfStep(
  viewer: RecordedViewer,
  take: RecordedTake,
  step: ReturnType<typeof counterSteps<'packetsLost' | 'packetsReceived'>>[number],
): OwnPackets | undefined {
  const seconds = originSecondsOf(viewer, take);
  if (seconds === undefined && hasMissed(take, step)) return undefined;
  const { packetsLost, packetsReceived } = step.counted;
  const again = stepAt(counterSteps(viewer.stats, RESENT_PACKETS), step);
  const received = packetsReceived - (again?.counted.retransmittedPacketsReceived ?? 0);
  return { lost: Math.max(0, packetsLost - (seconds === undefined ? 0 : sumOf(seconds, step).unsent)), received };
}

interface OriginSecond extends Span {
  readonly sent: number;
  readonly unsent: number;
}

const originSecondsOf = cachePerViewer((viewer, take): readonly OriginSecond[] | undefined =>
  originSeconds(take).get(viewer.id),
);

const originSeconds = cachePerTake((take): ReadonlyMap<string, readonly OriginSecond[]> => {
  const seconds = new Map<string, OriginSecond[]>();
  take.origin.forEach(({ atMs, viewers }, place) => {
    const fromMs = take.origin[place - 1]?.atMs ?? atMs - 1000;
    for (const { viewer, videoPacketsOut: sent, videoNumbersUnsent: unsent } of viewers) {
      if (sent === undefined || unsent === undefined) continue;
      const known = seconds.get(viewer) ?? [];
      known.push({ fromMs, toMs: atMs, sent, unsent });
      seconds.set(viewer, known);
    }
  });
  return seconds;
});

/** Returns the seconds without the unsent numbers of gaps that the browser forgot; what was sent late after all is no part of one. */
function countedByBrowser(
  { stats }: RecordedViewer,
  seconds: readonly OriginSecond[] | undefined,
): readonly OriginSecond[] | undefined {
  const steps = counterSteps(stats, VIDEO_PACKETS);
  return seconds?.map((second, place) => {
    if (second.unsent < FORGOTTEN_PACKETS) return second;
    const after = seconds.slice(place + 1, place + 1 + LATE_SECONDS);
    const gap = second.unsent + after.reduce((sum, { unsent }) => sum + Math.min(0, unsent), 0);
    // A browser that hears nothing meanwhile counts the gap once it does.
    const heard = steps.find(({ fromMs, counted }) => fromMs >= second.toMs && counted.packetsReceived > 0);
    const toMs = Math.max((after.at(-1) ?? second).toMs, heard?.toMs ?? 0);
    const around = { fromMs: second.fromMs - LEDGER_EDGE_MS, toMs };
    const lost = steps.reduce((sum, step) => sum + (overlapMs(step, around) > 0 ? step.counted.packetsLost : 0), 0);
    const isForgotten = gap >= FORGOTTEN_PACKETS && lost < COUNTED_FRACTION * gap;
    return isForgotten ? { ...second, unsent: second.unsent - gap } : second;
  });
}

/** Sums the seconds within the span; those at its edges count by the share that is inside. */
function sumOf(seconds: readonly OriginSecond[], span: Span): Pick<OriginSecond, 'sent' | 'unsent'> {
  const sum = { sent: 0, unsent: 0 };
  let place = firstAtOrAfter(seconds.length, (at) => seconds[at]?.toMs ?? Number.NaN, span.fromMs);
  for (let second = seconds[place]; second !== undefined && second.fromMs < span.toMs; second = seconds[++place]) {
    const share = second.toMs > second.fromMs ? overlapMs(second, span) / (second.toMs - second.fromMs) : 0;
    sum.sent += second.sent * share;
    sum.unsent += second.unsent * share;
  }
  return sum;
}

/** Returns whether the origin missed a packet of the publisher's in the seconds that ended within the span. */
function hasMissed({ origin }: RecordedTake, { fromMs, toMs }: Span): boolean {
  let place = firstAtOrAfter(origin.length, (at) => origin[at]?.atMs ?? Number.NaN, fromMs);
  for (let line = origin[place]; line !== undefined && line.atMs <= toMs; line = origin[++place])
    if ((line.publisher?.packetsMissing ?? 0) > 0) return true;
  return false;
}
