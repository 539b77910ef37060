import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { StampedFrames } from '../../model/recording/stamped-frames.ts';
import { type CounterQuery, countedIn, counterSteps, stepAt } from '../series/counters.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { inboundRtp } from '../series/stats-reports.ts';
import { NO_WINDOW } from '../series/values.ts';

type ViewerStage = 'jitterBuffer' | 'decoding' | 'reading';
type Field = 'totalProcessingDelay' | 'totalAssemblyTime' | 'totalDecodeTime' | 'framesDecoded';

export type SplitViewerTime =
  | { readonly type: 'stages'; readonly stagesMs: Readonly<Record<ViewerStage, Float64Array>> }
  | { readonly type: 'no-data'; readonly reason: string };

const COUNTERS: CounterQuery<Field> = {
  fields: ['totalProcessingDelay', 'totalAssemblyTime', 'totalDecodeTime', 'framesDecoded'],
  rising: 'framesDecoded',
  select: (reports) => inboundRtp(reports, 'video'),
};

/**
 * Splits the time at the viewer by what the browser counts. Decoding is the mean of that second. Reading, from the
 * decoded picture to the reader of its time code, is what the stamps have over the browser's own count from last packet
 * to picture (totalProcessingDelay less totalAssemblyTime), mean over the window: two measurements that know nothing of
 * each other. The rest of each frame's time is the jitter buffer's.
 */
export function splitViewerTime(stamped: StampedFrames, viewer: RecordedViewer, take: RecordedTake): SplitViewerTime {
  const window = measuredWindow(take);
  if (window === undefined) return { type: 'no-data', reason: NO_WINDOW };
  const total = countedIn(viewer.stats, COUNTERS, window);
  if (total.type === 'no-data') return total;
  const { framesDecoded, totalDecodeTime, totalProcessingDelay, totalAssemblyTime } = total.counted;
  if (framesDecoded <= 0) return { type: 'no-data', reason: 'no frame was decoded' };
  const meanDecodeMs = (totalDecodeTime * 1000) / framesDecoded;
  const countedMs = ((totalProcessingDelay - totalAssemblyTime) * 1000) / framesDecoded;
  const stampedMs = meanOf(stamped.viewerMs.filter((_, place) => isIn(window, stamped.seenMs[place])));
  const handOverMs = Math.max(0, (stampedMs ?? countedMs) - countedMs);

  const steps = counterSteps(viewer.stats, COUNTERS);
  const { length } = stamped.seenMs;
  const stagesMs = {
    ...{ jitterBuffer: new Float64Array(length), decoding: new Float64Array(length) },
    reading: new Float64Array(length),
  };
  for (let place = 0; place < length; place++) {
    const viewerMs = stamped.viewerMs[place] ?? Number.NaN;
    const seenMs = stamped.seenMs[place] ?? Number.NaN;
    const step = stepAt(steps, { fromMs: seenMs, toMs: seenMs });
    const decodeMs = step === undefined ? meanDecodeMs : (msPerFrame(step.counted) ?? meanDecodeMs);
    const decoding = Math.min(viewerMs, decodeMs);
    const reading = Math.min(viewerMs - decoding, handOverMs);
    stagesMs.decoding[place] = decoding;
    stagesMs.reading[place] = reading;
    stagesMs.jitterBuffer[place] = viewerMs - decoding - reading;
  }
  return { type: 'stages', stagesMs };
}

function msPerFrame({ totalDecodeTime, framesDecoded }: Readonly<Record<Field, number>>): number | undefined {
  return framesDecoded > 0 ? (totalDecodeTime * 1000) / framesDecoded : undefined;
}

function meanOf(values: Float64Array): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function isIn(window: { readonly fromMs: number; readonly toMs: number }, ms: number | undefined): boolean {
  return ms !== undefined && ms >= window.fromMs && ms < window.toMs;
}
