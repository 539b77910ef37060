import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { type CounterQuery, countedIn, type counterSteps } from '../series/counters.ts';
import { firstAtOrAfter } from '../series/first-at-or-after.ts';
import { onceATake, onceAViewer } from '../series/once-a-viewer.ts';
import { overlapMs, type Span } from '../series/span.ts';
import { inboundRtp } from '../series/stats-reports.ts';

/** Packets of a viewer's picture on its own way, from our origin, or from a server of others, which may leave out what it lacks. */
export interface OwnPackets {
  readonly lost: number;
  readonly received: number;
}

export const VIDEO_PACKETS: CounterQuery<'packetsLost' | 'packetsReceived'> = {
  fields: ['packetsLost', 'packetsReceived'],
  rising: 'packetsReceived',
  select: (reports) => inboundRtp(reports, 'video'),
};

/** Two counters that are read in different moments of their seconds differ by less than the packets of so long a time. Assumption. */
const EDGES_S = 0.75;
/** And by a keyframe at the edge. Assumption. */
const EDGE_PACKETS = 60;

/**
 * What the browser counts as lost, less what the origin never had to send. libwebrtc forgets a hole wider than it would ask for (450 packets, 50
 * without NACK: receive_statistics_impl.cc takes it for a restart), so where what was sent and what was received tell otherwise, they are believed. No data where
 * something was lost before the origin, and the recording does not tell it apart.
 */
export function ownPackets(
  viewer: RecordedViewer,
  take: RecordedTake,
  window: Span,
): OwnPackets | { readonly type: 'no-data'; readonly reason: string } {
  const total = countedIn(viewer.stats, VIDEO_PACKETS, window);
  if (total.type === 'no-data') return total;
  const { packetsLost, packetsReceived: received } = total.counted;
  const told = toldOf(viewer, take);
  if (told === undefined) {
    if (!hasMissed(take, window)) return { lost: Math.max(0, packetsLost), received };
    const reason = 'the first mile lost packets, and this recording does not tell them from the viewer’s own';
    return { type: 'no-data', reason };
  }
  const { sent, unsent } = sumOf(told, window);
  const counted = Math.max(0, packetsLost - unsent);
  const edge = EDGE_PACKETS + (EDGES_S * sent) / ((window.toMs - window.fromMs) / 1000);
  return { lost: Math.abs(sent - received - counted) > edge ? Math.max(0, sent - received) : counted, received };
}

/** The same of one step of its statistics, as the browser counts; undefined where what came before the origin is not told apart. */
export function ownPacketsOfStep(
  viewer: RecordedViewer,
  take: RecordedTake,
  step: ReturnType<typeof counterSteps<'packetsLost' | 'packetsReceived'>>[number],
): OwnPackets | undefined {
  const told = toldOf(viewer, take);
  if (told === undefined && hasMissed(take, step)) return undefined;
  const { packetsLost, packetsReceived: received } = step.counted;
  return { lost: Math.max(0, packetsLost - (told === undefined ? 0 : sumOf(told, step).unsent)), received };
}

interface Told extends Span {
  readonly sent: number;
  readonly unsent: number;
}

const toldOf = onceAViewer((viewer, take): readonly Told[] | undefined => toldByOrigin(take).get(viewer.id));

const toldByOrigin = onceATake((take): ReadonlyMap<string, readonly Told[]> => {
  const told = new Map<string, Told[]>();
  take.origin.forEach(({ atMs, viewers }, place) => {
    const fromMs = take.origin[place - 1]?.atMs ?? atMs - 1000;
    for (const { viewer, videoPacketsOut: sent, videoNumbersUnsent: unsent } of viewers) {
      if (sent === undefined || unsent === undefined) continue;
      const known = told.get(viewer) ?? [];
      known.push({ fromMs, toMs: atMs, sent, unsent });
      told.set(viewer, known);
    }
  });
  return told;
});

/** Seconds at the edges count by as much as is inside. */
function sumOf(told: readonly Told[], span: Span): { readonly sent: number; readonly unsent: number } {
  let [sent, unsent] = [0, 0];
  let place = firstAtOrAfter(told.length, (at) => told[at]?.toMs ?? Number.NaN, span.fromMs);
  for (let second = told[place]; second !== undefined && second.fromMs < span.toMs; second = told[++place]) {
    const share = second.toMs > second.fromMs ? overlapMs(second, span) / (second.toMs - second.fromMs) : 0;
    sent += second.sent * share;
    unsent += second.unsent * share;
  }
  return { sent, unsent };
}

/** Whether the origin missed a packet of the publisher's in the seconds that ended in the stretch. */
function hasMissed({ origin }: RecordedTake, { fromMs, toMs }: Span): boolean {
  let place = firstAtOrAfter(origin.length, (at) => origin[at]?.atMs ?? Number.NaN, fromMs);
  for (let line = origin[place]; line !== undefined && line.atMs <= toMs; line = origin[++place])
    if ((line.publisher?.packetsMissing ?? 0) > 0) return true;
  return false;
}
