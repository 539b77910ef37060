import type { RecordedViewer } from '../../model/recording/recorded-take.ts';
import { RepairMeter, type RepairState } from '../../model/recording/repair-meter.ts';
import { inboundRtp } from '../series/stats-reports.ts';

/** Knowledge of a viewer’s repairs after one sample of its statistics. */
export interface RepairSample extends RepairState {
  readonly atMs: number;
  /** Payload received by retransmission so far, bytes; undefined where the sample has no video. */
  readonly repairedBytes: number | undefined;
}

const known = new WeakMap<RecordedViewer['stats'], readonly RepairSample[]>();

/** Returns what a viewer's recorded statistics report of its repairs, sample by sample: replayed once, for all who ask. */
export function repairHistory({ stats }: Pick<RecordedViewer, 'stats'>): readonly RepairSample[] {
  const found = known.get(stats);
  if (found !== undefined) return found;
  const repairs = new RepairMeter();
  const samples = stats.map(({ atMs, reports }): RepairSample => {
    repairs.add(atMs, reports);
    const video = inboundRtp(reports, 'video');
    return { ...repairs.state, atMs, repairedBytes: video && (video.retransmittedBytesReceived ?? 0) };
  });
  known.set(stats, samples);
  return samples;
}
