import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { RepairMeter } from '../../model/recording/repair-meter.ts';
import type { JitterBuffer } from '../../model/result/jitter-buffer.ts';
import type { MetricId, SeriesPoint } from '../../model/result/metric.ts';
import { isLossFree } from '../../model/scenario/loss-free.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { inboundRtp } from '../series/stats-reports.ts';
import { findLatencySteps } from './latency-steps.ts';

/** Packets lost without a single request after which nobody requests any. Assumption. */
const LOST_UNASKED = 10;

/**
 * Tells from a viewer's recorded statistics whether its jitter buffer had its lasting size when the window opened, and
 * where the latency changed its level in the given series. Undefined when the window never opened.
 */
export function describeJitterBuffer(
  viewer: RecordedViewer,
  take: RecordedTake,
  { latency = [], bufferDelay = [] }: Readonly<Record<MetricId, readonly SeriesPoint[]>>,
): JitterBuffer | undefined {
  const window = measuredWindow(take);
  if (window === undefined) return undefined;
  const reason = reasonAt(window.fromMs, viewer, take);
  const isSettled = reason === 'repaired' || reason === 'loss-free' || reason === 'never-repaired';
  return { isSettled, reason, steps: findLatencySteps(latency, bufferDelay) };
}

function reasonAt(openedMs: number, viewer: RecordedViewer, take: RecordedTake): JitterBuffer['reason'] {
  const { topology } = take.header;
  const { scenario } = take.header.take;
  if (scenario.broadcast.video.nack === false) return 'never-repaired';
  const repairs = new RepairMeter();
  for (const { atMs, reports } of viewer.stats) if (atMs <= openedMs) repairs.add(atMs, reports);
  if (repairs.isSettledAt(openedMs)) return 'repaired';
  if (isLossFree(topology, scenario, viewer.id) && (scenario.broadcast.transport === 'local' || repairs.repairs === 0))
    return 'loss-free';
  if (!repairs.hasStream) return 'no-statistics';
  if (losesUnasked(viewer)) return 'never-repaired';
  return repairs.needsRepairAt(openedMs) || repairs.hasRoundTrip ? 'too-few-repairs' : 'no-round-trip';
}

/** Reports whether packets were lost in the whole take and none was requested: the server does not retransmit. */
function losesUnasked({ stats }: RecordedViewer): boolean {
  const last = stats.map(({ reports }) => inboundRtp(reports, 'video')).findLast((video) => video !== undefined);
  return last?.nackCount === 0 && (last.packetsLost ?? 0) >= LOST_UNASKED;
}
