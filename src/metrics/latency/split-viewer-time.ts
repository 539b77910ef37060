import { median } from 'simple-statistics';
import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import type { StampedFrames } from '../../model/recording/stamped-frames.ts';
import { type CounterQuery, countedIn, counterSteps, stepAt } from '../series/counters.ts';
import { firstAtOrAfter } from '../series/first-at-or-after.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { overlapMs, type Span } from '../series/span.ts';
import { inboundRtp } from '../series/stats-reports.ts';
import { NO_WINDOW } from '../series/values.ts';

type ViewerStage = 'jitterBuffer' | 'decoding' | 'reading';
type Field = 'totalProcessingDelay' | 'totalAssemblyTime' | 'totalDecodeTime' | 'framesDecoded';

export type SplitViewerTime =
  | {
      readonly type: 'stages';
      readonly stagesMs: Readonly<Record<ViewerStage, Float64Array>>;
      /** Error of reading, and with the other sign of the jitter buffer, at 95 %; undefined of too few seconds. */
      readonly readingErrorMs: number | undefined;
    }
  | { readonly type: 'no-data'; readonly reason: string };

const COUNTERS: CounterQuery<Field> = {
  fields: ['totalProcessingDelay', 'totalAssemblyTime', 'totalDecodeTime', 'framesDecoded'],
  rising: 'framesDecoded',
  select: (reports) => inboundRtp(reports, 'video'),
};

/**
 * Splits the time at the viewer by what the browser counts. Decoding is the mean of that second. Reading, from the
 * decoded picture to the reader of its time code, is what the stamps have over the browser's own count from last packet
 * to picture (totalProcessingDelay less totalAssemblyTime), median of the window's seconds: two measurements that know
 * nothing of each other. Only a sample of the frames is stamped: in a second whose frames differ much, their means are apart by
 * chance. The rest of each frame's time is the jitter buffer's.
 */
export function splitViewerTime(stamped: StampedFrames, viewer: RecordedViewer, take: RecordedTake): SplitViewerTime {
  const window = measuredWindow(take);
  if (window === undefined) return { type: 'no-data', reason: NO_WINDOW };
  const total = countedIn(viewer.stats, COUNTERS, window);
  if (total.type === 'no-data') return total;
  const { framesDecoded, totalDecodeTime } = total.counted;
  if (framesDecoded <= 0) return { type: 'no-data', reason: 'no frame was decoded' };
  const meanDecodeMs = (totalDecodeTime * 1000) / framesDecoded;
  const steps = counterSteps(viewer.stats, COUNTERS);
  const handOvers = steps
    .filter((step) => overlapMs(step, window) > 0)
    .flatMap((step) => handOverIn(stamped, step) ?? []);
  const handOverMs = handOvers.length === 0 ? 0 : Math.max(0, median(handOvers));
  const readingErrorMs = medianErrorOf(handOvers);
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
  return { type: 'stages', stagesMs, readingErrorMs };
}

/** Ranks between the median and the ends of its 95 % interval, over the root of the count (binomial, normal approximation). */
const RANKS_OF_95 = 0.98;
/** With fewer, the interval is wider than all of them. */
const ENOUGH_SECONDS = 6;

/** Returns how far the true median may be from the found one, ms, by the order of the values alone: nothing is assumed of their distribution. */
function medianErrorOf(values: readonly number[]): number | undefined {
  if (values.length < ENOUGH_SECONDS) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const rank = Math.max(0, Math.floor(values.length / 2 - RANKS_OF_95 * Math.sqrt(values.length)));
  const [least, most] = [sorted[rank], sorted.at(-1 - rank)];
  const found = median(sorted);
  return least === undefined || most === undefined ? undefined : Math.max(found - least, most - found);
}

function msPerFrame({ totalDecodeTime, framesDecoded }: Readonly<Record<Field, number>>): number | undefined {
  return framesDecoded > 0 ? (totalDecodeTime * 1000) / framesDecoded : undefined;
}

/** Returns what the stamps of a second's frames have over the browser's count, mean; undefined where there are none. */
function handOverIn(
  { seenMs, viewerMs }: StampedFrames,
  { fromMs, toMs, counted }: Span & { readonly counted: Readonly<Record<Field, number>> },
): number | undefined {
  const placeOf = (ms: number) => firstAtOrAfter(seenMs.length, (at) => seenMs[at] ?? Number.NaN, ms);
  const stamped = viewerMs.subarray(placeOf(fromMs), placeOf(toMs));
  if (stamped.length === 0 || counted.framesDecoded <= 0) return undefined;
  const countedMs = ((counted.totalProcessingDelay - counted.totalAssemblyTime) * 1000) / counted.framesDecoded;
  return stamped.reduce((sum, value) => sum + value, 0) / stamped.length - countedMs;
}
