import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import { LATENCY_STAGES, type LatencyStage } from '../../model/result/latency-stages.ts';
import { cachePerViewer } from '../series/cache-per-viewer.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { NO_WINDOW } from '../series/values.ts';
import { splitPath } from './split-path.ts';
import { splitViewerTime } from './split-viewer-time.ts';

/** Sampled frames and how long each stage took, ms, in columns of equal length, in the order the frames were seen. */
export interface StagedFrames {
  readonly type: 'frames';
  readonly seenMs: Float64Array;
  readonly latencyMs: Float64Array;
  readonly stagesMs: Readonly<Record<LatencyStage, Float64Array>>;
  /** Error of reading, at 95 %: what it has too much, the jitter buffer has too little. Undefined where it is not known. */
  readonly readingErrorMs: number | undefined;
}

export type MaybeStagedFrames = StagedFrames | { readonly type: 'no-data'; readonly reason: string };

const NOT_STAMPED = 'no origin of ours stamped the frames on their way';

/** Takes the latency of a viewer's sampled frames apart, over the whole take; no data where any stage is unknown. */
export const stagedFrames = cachePerViewer((viewer: RecordedViewer, take: RecordedTake): MaybeStagedFrames => {
  const { stamped } = viewer;
  if (measuredWindow(take) === undefined) return { type: 'no-data', reason: NO_WINDOW };
  if (stamped === undefined) return { type: 'no-data', reason: NOT_STAMPED };
  const path = splitPath(stamped, viewer, take);
  const atViewer = splitViewerTime(stamped, viewer, take);
  if (path.type === 'no-data') return path;
  if (atViewer.type === 'no-data') return atViewer;
  const { encodingMs, sendingMs, firstMileMs, originMs } = stamped;
  return {
    type: 'frames',
    seenMs: stamped.seenMs,
    latencyMs: stamped.latencyMs,
    readingErrorMs: atViewer.readingErrorMs,
    stagesMs: {
      ...{ encoding: encodingMs, sending: sendingMs, firstMile: firstMileMs, origin: originMs },
      ...path.stagesMs,
      ...atViewer.stagesMs,
    },
  };
});

/** Returns the frames at these places. */
export function pickFrames(frames: StagedFrames, places: readonly number[]): StagedFrames {
  const picked = (column: Float64Array) => Float64Array.from(places, (place) => column[place] ?? Number.NaN);
  const stages = LATENCY_STAGES.map((stage) => [stage, picked(frames.stagesMs[stage])] as const);
  return {
    type: 'frames',
    seenMs: picked(frames.seenMs),
    latencyMs: picked(frames.latencyMs),
    readingErrorMs: frames.readingErrorMs,
    stagesMs: Object.fromEntries(stages) as Record<LatencyStage, Float64Array>,
  };
}
