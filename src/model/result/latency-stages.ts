import type { z } from 'zod';
import type { DeepReadonly } from './deep-readonly.ts';
import type { MetricId } from './metric.ts';
import type { latencyStagesSchema, stagesOfFramesSchema } from './schema/latency-stages-schema.ts';

/** Stages of a frame's latency, in the order a frame passes them; they sum to the latency. */
export const LATENCY_STAGES = [
  'encoding',
  'sending',
  'firstMile',
  'origin',
  'haul',
  'access',
  'repair',
  'jitterBuffer',
  'decoding',
  'reading',
] as const;

export type LatencyStage = (typeof LATENCY_STAGES)[number];

/** Returns the id of the metric that a stage is: "latencyFirstMile". */
export function stageMetricId(stage: LatencyStage): MetricId {
  return `latency${stage.charAt(0).toUpperCase()}${stage.slice(1)}`;
}

/** Ids of all stages' metrics. */
export const STAGE_METRICS: ReadonlySet<MetricId> = new Set(LATENCY_STAGES.map(stageMetricId));

/** Frames of one kind: their mean latency, and the share of each stage. */
export type StagesOfFrames = DeepReadonly<z.infer<typeof stagesOfFramesSchema>>;

/** Latency of one viewer taken apart, over the sampled frames that it saw in the window. */
export type LatencyStages = DeepReadonly<z.infer<typeof latencyStagesSchema>>;
