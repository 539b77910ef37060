import { HoldMeter } from '../../model/recording/hold-meter.ts';
import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { isSettledAt, needsRepairAt, RepairMeter } from '../../model/recording/repair-meter.ts';
import type { JitterBuffer } from '../../model/result/jitter-buffer.ts';
import type { MetricId, SeriesPoint } from '../../model/result/metric.ts';
import { isLossFree } from '../../model/scenario/loss-free.ts';
import { measuredWindow } from '../series/measured-window.ts';
import type { Span } from '../series/span.ts';
import { inboundRtp } from '../series/stats-reports.ts';
import { bufferDelay } from './buffer-delay.ts';
import { latency as latencyMetric } from './latency.ts';
import { findLatencySteps } from './latency-steps.ts';
import { repairHistory } from './repair-history.ts';

/** Packets lost without a single request after which nobody requests any. Assumption. */
const LOST_UNASKED = 10;
/** Shortest time at its lasting size that says something of it. Assumption. */
const LEAST_LASTING_MS = 3000;
const SECOND_MS = 1000;
/** Reports of a server after which a viewer knows its round trip, if it is told it. Assumption. */
const REPORTS_TO_KNOW = 3;
const SETTLED: readonly JitterBuffer['reason'][] = ['repaired', 'loss-free', 'never-repaired', 'not-told'];

/**
 * Tells from a viewer's recorded statistics whether its jitter buffer had its lasting size when the window opened, and
 * where the latency changed its level in the given series. Undefined when the window never opened.
 */
export function describeJitterBuffer(
  viewer: RecordedViewer,
  take: RecordedTake,
  {
    latency = [],
    bufferDelay: buffer = [],
    lipSyncHold: hold = [],
  }: Readonly<Record<MetricId, readonly SeriesPoint[]>>,
): JitterBuffer | undefined {
  const window = measuredWindow(take);
  if (window === undefined) return undefined;
  const reason = reasonAt(window.fromMs, viewer, take);
  const isSettled = SETTLED.includes(reason);
  const lasting = isSettled ? undefined : lastingPart(window, viewer, take);
  const heldForSound = heldForSoundAt(window.fromMs, viewer);
  return {
    ...{ isSettled, reason, steps: findLatencySteps(latency, { buffer, hold }) },
    ...(lasting !== undefined && { lasting }),
    ...(heldForSound !== undefined && { heldForSound }),
  };
}

function heldForSoundAt(openedMs: number, { stats }: RecordedViewer): JitterBuffer['heldForSound'] {
  const hold = new HoldMeter();
  for (const { atMs, reports } of stats) if (atMs <= openedMs) hold.add(atMs, reports);
  const [leadMs, isAtRest] = [hold.leadAt(openedMs), hold.isAtRest(openedMs)];
  return leadMs === undefined || isAtRest === undefined ? undefined : { isAtRest, leadMs };
}

/**
 * Measures the end of the window in which the buffer had its lasting size after all: repaired three times, grown, and no longer
 * below its target. That is how a viewer that came in mid-show is judged. Undefined where it never had, or too late.
 */
function lastingPart(window: Span, viewer: RecordedViewer, take: RecordedTake): JitterBuffer['lasting'] {
  let sinceMs: number | undefined;
  for (const sample of repairHistory(viewer)) {
    if (sample.atMs > window.toMs) break;
    if (!isSettledAt(sample, sample.atMs)) sinceMs = undefined;
    else if (!sample.isBelowTarget) sinceMs ??= sample.atMs;
  }
  if (sinceMs === undefined) return undefined;
  const fromSecond = Math.max(0, Math.ceil((sinceMs - window.fromMs) / SECOND_MS));
  const fromMs = window.fromMs + fromSecond * SECOND_MS;
  if (window.toMs - fromMs < LEAST_LASTING_MS) return undefined;
  const part = { ...take, window: { fromMs, toMs: window.toMs } };
  return {
    fromSecond,
    latency: latencyMetric.measure(viewer, part),
    bufferDelay: bufferDelay.measure(viewer, part),
  };
}

function reasonAt(openedMs: number, viewer: RecordedViewer, take: RecordedTake): JitterBuffer['reason'] {
  const { topology } = take.header;
  const { scenario } = take.header.take;
  if (scenario.broadcast.video.nack === false) return 'never-repaired';
  if (isToldNoRoundTrip(viewer) && !isLossFree(topology, scenario, viewer.id)) return 'not-told';
  const repairs = repairHistory(viewer).findLast(({ atMs }) => atMs <= openedMs) ?? new RepairMeter().state;
  if (isSettledAt(repairs, openedMs)) return 'repaired';
  if (isLossFree(topology, scenario, viewer.id) && (scenario.broadcast.transport === 'local' || repairs.repairs === 0))
    return 'loss-free';
  // The first statistics of a viewer that came in mid-show are often later than the first picture.
  if (!hasVideo(viewer)) return 'no-statistics';
  if (losesUnasked(viewer)) return 'never-repaired';
  return needsRepairAt(repairs, openedMs) || repairs.hasRoundTrip ? 'too-few-repairs' : 'no-round-trip';
}

function hasVideo({ stats }: RecordedViewer): boolean {
  return stats.some(({ reports }) => inboundRtp(reports, 'video') !== undefined);
}

/** Reports whether the server never told the viewer its round trip (RFC 3611), which nothing can then be grown by. */
function isToldNoRoundTrip({ stats }: RecordedViewer): boolean {
  const told = stats
    .map(({ reports }) => reports.filter((report) => report.type === 'remote-outbound-rtp'))
    .findLast((reports) => reports.length > 0);
  const isKnown = told?.some(({ reportsSent = 0 }) => reportsSent >= REPORTS_TO_KNOW) ?? false;
  return isKnown && told?.every(({ roundTripTimeMeasurements }) => roundTripTimeMeasurements === 0) === true;
}

/** Reports whether packets were lost in the whole take and none was requested: the server does not retransmit. */
function losesUnasked({ stats }: RecordedViewer): boolean {
  const last = stats.map(({ reports }) => inboundRtp(reports, 'video')).findLast((video) => video !== undefined);
  return last?.nackCount === 0 && (last.packetsLost ?? 0) >= LOST_UNASKED;
}
