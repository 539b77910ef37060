import { firstAtOrAfter } from '../../../metrics/series/first-at-or-after.ts';
import { inboundRtp } from '../../../metrics/series/stats-reports.ts';
import type { RecordedViewer } from '../../../model/recording/recorded-take.ts';
import { RepairMeter } from '../../../model/recording/repair-meter.ts';
import type { Scene } from '../scene.ts';

interface RepairSample {
  readonly atMs: number;
  /** Payload received by retransmission so far, bytes. */
  readonly bytes: number;
  /** Whether the jitter buffer holds frames back for as long as a repair takes; undefined where no round trip tells how long. */
  readonly isSettled: boolean | undefined;
}

const known = new WeakMap<RecordedViewer, readonly RepairSample[]>();

/**
 * Tells what a viewer's statistics say of repairs beside an incident: whether any came, and whether its jitter buffer waited for
 * them before, as far as they tell. Undefined where they say nothing.
 */
export function repairsSeen({ viewer, span }: Pick<Scene, 'viewer' | 'span'>) {
  const samples = samplesOf(viewer);
  const after = samples[firstAtOrAfter(samples.length, (place) => samples[place]?.atMs ?? Number.NaN, span.toMs)];
  if (after === undefined) return undefined;
  const before = samples.findLast(({ atMs }) => atMs <= span.fromMs);
  return { came: after.bytes > (before?.bytes ?? 0), wereAwaited: before === undefined ? false : before.isSettled };
}

function samplesOf(viewer: RecordedViewer): readonly RepairSample[] {
  const found = known.get(viewer);
  if (found !== undefined) return found;
  const repairs = new RepairMeter();
  const samples = viewer.stats.flatMap(({ atMs, reports }): RepairSample[] => {
    repairs.add(atMs, reports);
    const video = inboundRtp(reports, 'video');
    const bytes = video?.retransmittedBytesReceived ?? 0;
    const isUnknown = !repairs.hasRoundTrip && !repairs.needsRepairAt(atMs);
    return video === undefined ? [] : [{ atMs, bytes, isSettled: isUnknown ? undefined : repairs.isSettledAt(atMs) }];
  });
  known.set(viewer, samples);
  return samples;
}
