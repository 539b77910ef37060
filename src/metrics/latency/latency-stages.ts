import type { RecordedTake, RecordedViewer } from '../../model/recording/recorded-take.ts';
import {
  LATENCY_STAGES,
  type LatencyStage,
  type LatencyStages,
  type StagesOfFrames,
} from '../../model/result/latency-stages.ts';
import { measuredWindow } from '../series/measured-window.ts';
import { pickFrames, type StagedFrames, stagedFrames } from './staged-frames.ts';

/** Fewer frames than this have no middle fifth and no slowest twentieth worth the name. */
const LEAST_FRAMES = 20;
const TYPICAL = { from: 0.4, to: 0.6 };
const SLOW = { from: 0.95, to: 1 };

/** Summarizes what a viewer's latency is made of; undefined where frames were not stamped, or too few were seen. */
export function latencyStages(viewer: RecordedViewer, take: RecordedTake): LatencyStages | undefined {
  const window = measuredWindow(take);
  const frames = stagedFrames(viewer, take);
  if (window === undefined || frames.type === 'no-data') return undefined;
  const known = Array.from(frames.seenMs.keys()).filter((place) => {
    const seenMs = frames.seenMs[place] ?? Number.NaN;
    return seenMs >= window.fromMs && seenMs < window.toMs && isWhole(frames, place);
  });
  if (known.length < LEAST_FRAMES) return undefined;
  const byLatency = known.toSorted((a, b) => (frames.latencyMs[a] ?? 0) - (frames.latencyMs[b] ?? 0));
  const between = ({ from, to }: typeof TYPICAL) =>
    meanStages(pickFrames(frames, byLatency.slice(Math.floor(from * known.length), Math.ceil(to * known.length))));
  const { readingErrorMs } = frames;
  return {
    ...{ frames: known.length, typical: between(TYPICAL), slow: between(SLOW) },
    ...(readingErrorMs !== undefined && { readingErrorMs }),
  };
}

function isWhole(frames: StagedFrames, place: number): boolean {
  return LATENCY_STAGES.every((stage) => Number.isFinite(frames.stagesMs[stage][place]));
}

/** Returns means: unlike medians, they sum to the whole. */
function meanStages(frames: StagedFrames): StagesOfFrames {
  const mean = (column: Float64Array) => column.reduce((sum, value) => sum + value, 0) / column.length;
  const stages = LATENCY_STAGES.map((stage) => [stage, mean(frames.stagesMs[stage])] as const);
  return {
    latencyMs: mean(frames.latencyMs),
    stagesMs: Object.fromEntries(stages) as Record<LatencyStage, number>,
  };
}
