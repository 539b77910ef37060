import { median } from 'simple-statistics';
import { type CounterQuery, counterSteps } from '../metrics/series/counters.ts';
import { measuredWindow } from '../metrics/series/measured-window.ts';
import { overlapMs } from '../metrics/series/span.ts';
import { hasSpatialLayers, outboundVideos } from '../metrics/series/stats-reports.ts';
import type { MeasuredReport } from '../model/recording/measured-stats.ts';
import type { CommonTake } from '../model/recording/recorded-take.ts';
import type { Verdict } from '../model/result/verdict.ts';
import { isPublished } from '../model/scenario/transport.ts';

const NEVER_LOADED = 'the load asked for was never on the network';

/** Returns whether a verdict has no data because of that, and not because nothing was measured. */
export function isMissingLoad(reason: string | undefined): boolean {
  return reason?.endsWith(NEVER_LOADED) === true;
}

/** Least share of its target that an encoder sends under load: in our takes it sends 0.95 to 1.03, of a still picture a tenth. Assumption. */
const LEAST_SHARE = 0.7;

/** Bytes sent of all streams together; the targets are no counter but come from the same samples. */
const SENT: CounterQuery<'bytesSent'> = {
  fields: ['bytesSent'],
  rising: 'bytesSent',
  select(reports) {
    const videos = outboundVideos(reports);
    const [first] = videos;
    if (first === undefined || videos.some(({ bytesSent }) => bytesSent === undefined)) return undefined;
    return {
      id: videos.map(({ id }) => id).join(' '),
      timestamp: first.timestamp,
      bytesSent: videos.reduce(
        (sum, { bytesSent = 0, retransmittedBytesSent = 0 }) => sum + bytesSent - retransmittedBytesSent,
        0,
      ),
    };
  },
};

/**
 * Returns why the network did not have to carry the broadcast: in most seconds the encoder sent far less than it was allowed to,
 * because its picture needed no more (a still one, a small clip). Undefined if the load was there, or if something other than the
 * picture held it back: then the target is low as well, because of the line or the machine (publisher-under-rate.ts).
 */
export function explainMissingLoad(take: CommonTake): string | undefined {
  const window = measuredWindow(take);
  const { transport, video } = take.header.take.scenario.broadcast;
  if (window === undefined || !isPublished(transport)) return undefined;
  const targets = new Map(take.publisher.stats.map(({ atMs, reports }) => [atMs, targetBps(reports)]));
  const steps = counterSteps(take.publisher.stats, SENT)
    .filter((step) => overlapMs(step, window) >= (step.toMs - step.fromMs) / 2)
    .flatMap((step) => {
      const target = targets.get(step.toMs);
      return target === undefined || target === 0
        ? []
        : [{ sentBps: (step.counted.bytesSent * 8) / step.seconds, target }];
    });
  if (steps.length === 0 || median(steps.map(({ sentBps, target }) => sentBps / target)) >= LEAST_SHARE)
    return undefined;
  const sentKbps = median(steps.map(({ sentBps }) => sentBps)) / 1000;
  return `the publisher's picture needed only ${sentKbps.toFixed(0)} of ${(video.bitrateBps / 1000).toFixed(0)} kbps: ${NEVER_LOADED}`;
}

/** Turns verdicts other than failures into no-data: a failure under less load stands, a pass proves nothing. */
export function withoutLoad(verdicts: readonly Verdict[], reason: string | undefined): readonly Verdict[] {
  if (reason === undefined) return verdicts;
  return verdicts.map((verdict) => {
    if (verdict.outcome === 'fail') return verdict;
    const { actual: _, error: __, errorSide: ___, ...rest } = verdict;
    return { ...rest, outcome: 'no-data', reason };
  });
}

function targetBps(reports: readonly MeasuredReport[]): number | undefined {
  const videos = outboundVideos(reports);
  if (videos.some(hasSpatialLayers)) return undefined;
  const targets = videos.flatMap(({ targetBitrate }) => targetBitrate ?? []);
  return targets.length === 0 ? undefined : targets.reduce((sum, each) => sum + each, 0);
}
