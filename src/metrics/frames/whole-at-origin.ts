import type { RecordedTake } from '../../model/recording/recorded-take.ts';
import { lostOnRoute } from '../path/lost-on-links.ts';
import { cachePerTake } from '../series/cache-per-viewer.ts';
import { type CounterQuery, counterSteps } from '../series/counters.ts';
import { isWithin, overlapMs, type Span } from '../series/span.ts';
import { hasSpatialLayers, outboundVideos } from '../series/stats-reports.ts';
import { countFramesAtOrigin, distinguishesStreams, GIVEN_UP_AFTER_MS, shareWithin } from './count-frames-at-origin.ts';
import { type PassedStep, passedSteps } from './passed-frames.ts';
import type { WatchedStreams } from './watched-streams.ts';

/**
 * Tolerance between two counters, which are read up to a second apart: a frame or two at each edge, plus the effect of an
 * uneven rate. Assumption.
 */
const EDGE_FRAMES = 4;
const EDGE_FRACTION = 0.01;

/** Share (0 to 1) of the frames sent that reached the origin complete, or why it is not known. */
export type WholeShare =
  | { readonly type: 'share'; readonly share: number }
  | { readonly type: 'doubt'; readonly reason: string };

/**
 * Returns the share of the frames sent in the span that reached the origin complete; undefined where the origin did not count. If
 * its complete and broken frames add up to what the publisher counted as sent, they give the share. Otherwise a gap can only be as
 * wide in frames as its packets and its time allow: the frames missing from those sent count as missing if the first mile lost at
 * least as many packets. Anything else is doubted. `watched`: the streams in question; all of them together without it, or where the
 * recording does not distinguish them.
 */
export function wholeShare(
  take: RecordedTake,
  judged: Span,
  watched?: WatchedStreams | undefined,
): WholeShare | undefined {
  const lastMs = take.origin.findLast(({ publisher }) => publisher?.framesBroken !== undefined)?.atMs;
  if (lastMs === undefined) return undefined;
  const own = distinguishesStreams(take) ? watched : undefined;
  // Frames broken after the origin's last line were not reported.
  const span = { fromMs: judged.fromMs, toMs: Math.min(judged.toMs, lastMs - GIVEN_UP_AFTER_MS) };
  const { whole, broken } = countFramesAtOrigin(take, span, own);
  if (whole + broken === 0) return undefined;
  const byOrigin: WholeShare = { type: 'share', share: whole / (whole + broken) };
  const sent = sentIn(take, span, own);
  if (sent === undefined || sent === 0) return byOrigin;
  const edge = EDGE_FRAMES + EDGE_FRACTION * sent;
  if (Math.abs(whole + broken - sent) <= edge) return byOrigin;
  const missing = sent - whole;
  if (missing >= -edge && missing <= lostPackets(take, span) + edge)
    return { type: 'share', share: Math.min(1, whole / sent) };
  const [w, b, s] = [whole, broken, sent].map((count) => Math.round(count));
  return {
    type: 'doubt',
    reason: `the origin counted ${w} whole and ${b} broken frames of ${s} sent: that does not add up`,
  };
}

/** All of the video's streams together, as the origin counts. */
const SENT: CounterQuery<'framesSent'> = {
  fields: ['framesSent'],
  rising: 'framesSent',
  select(reports) {
    const videos = outboundVideos(reports);
    const [first] = videos;
    if (first === undefined || videos.some(({ framesSent }) => framesSent === undefined)) return undefined;
    if (videos.some(hasSpatialLayers)) return undefined;
    return {
      id: videos.map(({ id }) => id).join(' '),
      timestamp: first.timestamp,
      framesSent: videos.reduce((sum, { framesSent = 0 }) => sum + framesSent, 0),
    };
  },
};

function sentIn(take: RecordedTake, span: Span, watched: WatchedStreams | undefined): number | undefined {
  const all = counterSteps(take.publisher.stats, SENT).filter((step) => overlapMs(step, span) > 0);
  const steps: readonly PassedStep[] =
    watched === undefined || all.length === 0
      ? all.map(({ fromMs, toMs, counted }) => ({ fromMs, toMs, passed: counted.framesSent }))
      : passedSteps(take, 'framesSent', watched).filter((step) => overlapMs(step, span) > 0);
  const coveredMs = steps.reduce((sum, step) => sum + overlapMs(step, span), 0);
  // Time without samples had frames as well.
  if (coveredMs < 0.99 * (span.toMs - span.fromMs)) return undefined;
  return steps.reduce((sum, step) => sum + step.passed * shareWithin(step, span), 0);
}

/** Returns the packets that the first mile lost by its own ledger; without one, those that the origin missed. */
function lostPackets(take: RecordedTake, span: Span): number {
  const byLinks = lostOnRoute(take, 'publisher', 'origin', span)?.lost;
  if (byLinks !== undefined) return byLinks;
  return missedByOrigin(take)
    .filter(({ atMs }) => isWithin(atMs, { fromMs: span.fromMs, toMs: span.toMs + GIVEN_UP_AFTER_MS }))
    .reduce((sum, { missing }) => sum + missing, 0);
}

const missedByOrigin = cachePerTake((take) =>
  take.origin.map(({ atMs, publisher }) => ({ atMs, missing: publisher?.packetsMissing ?? 0 })),
);
