import { LATENCY_STAGES, type LatencyStage, type StagesOfFrames } from '../../model/result/latency-stages.ts';
import type { TakeResult, ViewerResult } from '../../model/result/result.ts';

/** Stages of a region's latency: mean over its viewers that have it taken apart. */
export interface RegionStages {
  readonly viewers: number;
  readonly known: readonly ViewerResult[];
  readonly typical: StagesOfFrames;
  readonly slow: StagesOfFrames;
  /** Mean time that their pictures were held back for their sound, ms, a part of the jitter buffer’s; undefined where not known of all. */
  readonly heldMs: number | undefined;
  /** How far reading, and with the other sign the jitter buffer, may be off, ms, at 95 %; undefined where not known of all. */
  readonly readingErrorMs: number | undefined;
}

/** Returns undefined where no viewer's latency was taken apart. */
export function regionStages(take: TakeResult, region: string): RegionStages | undefined {
  const viewers = take.viewers.filter((viewer) => viewer.region === region);
  const stages = viewers.flatMap(({ latencyStages }) => latencyStages ?? []);
  if (stages.length === 0) return undefined;
  const known = viewers.filter(({ latencyStages }) => latencyStages !== undefined);
  const held = known.flatMap(({ metrics }) => (metrics.lipSyncHold?.type === 'value' ? metrics.lipSyncHold.value : []));
  return {
    ...{ viewers: viewers.length, known },
    heldMs: held.length === known.length ? held.reduce((sum, ms) => sum + ms, 0) / held.length : undefined,
    readingErrorMs: errorOfMean(
      stages.flatMap(({ readingErrorMs }) => readingErrorMs ?? []),
      stages.length,
    ),
    typical: meanStages(stages.map(({ typical }) => typical)),
    slow: meanStages(stages.map(({ slow }) => slow)),
  };
}

/** Returns the error of the mean of numbers whose errors have nothing to do with each other; undefined where one has none. */
function errorOfMean(errors: readonly number[], count: number): number | undefined {
  return errors.length === count ? Math.hypot(...errors) / count : undefined;
}

/** Stages from packets leaving the publisher to their reaching the viewer, without the origin's own time. */
const NETWORK: readonly LatencyStage[] = ['firstMile', 'haul', 'access', 'repair'];

/** Returns the time on the network, ms. */
export function networkMs({ stagesMs }: StagesOfFrames): number {
  return NETWORK.reduce((sum, stage) => sum + stagesMs[stage], 0);
}

/** Returns the stage that slow frames spend most more in than typical ones. */
export function slowestStage({ typical, slow }: RegionStages): {
  readonly stage: LatencyStage;
  readonly moreMs: number;
} {
  const grown = LATENCY_STAGES.map((stage) => ({ stage, moreMs: slow.stagesMs[stage] - typical.stagesMs[stage] }));
  return grown.reduce((most, each) => (each.moreMs > most.moreMs ? each : most));
}

function meanStages(all: readonly StagesOfFrames[]): StagesOfFrames {
  const mean = (of: (each: StagesOfFrames) => number) => all.reduce((sum, each) => sum + of(each), 0) / all.length;
  const stages = LATENCY_STAGES.map((stage) => [stage, mean(({ stagesMs }) => stagesMs[stage])] as const);
  return {
    latencyMs: mean(({ latencyMs }) => latencyMs),
    stagesMs: Object.fromEntries(stages) as Record<LatencyStage, number>,
  };
}
