import { z } from 'zod';

const stage = (what: string) => z.number().describe(what);

export const stagesOfFramesSchema = z.object({
  latencyMs: z.number().describe('Their mean latency, ms: the sum of the stages'),
  stagesMs: z
    .object({
      encoding: stage('From the stamp in the picture to the first packet leaving the publisher'),
      sending: stage('From the first to the last packet leaving the publisher'),
      firstMile: stage('Until the whole frame was at the origin'),
      origin: stage('Until its last packet left the origin'),
      haul: stage('What the haul gave packets then: delay and the median wait in its queue'),
      access: stage('What the access line gave packets then, likewise'),
      repair: stage(
        'Beyond that, until the whole frame was at the viewer: resends, and queueing behind its own packets',
      ),
      jitterBuffer: stage('Until it was decoded: the jitter buffer, and waiting for frames before it'),
      decoding: stage('The decoder’s time for a frame'),
      reading: stage('From the decoded picture to the reader of its time code'),
    })
    .describe('Mean of each stage, ms, in the order a frame passes them'),
});

/** Stages of one viewer's latency. */
export const latencyStagesSchema = z
  .object({
    frames: z.int().describe('Sampled frames of which every stage is known'),
    typical: stagesOfFramesSchema.describe('The middle fifth of them by latency: close to the median'),
    slow: stagesOfFramesSchema.describe('The slowest twentieth'),
    readingErrorMs: z
      .number()
      .optional()
      .describe(
        'How far reading may be off, ms, at 95 %: what it has too much, the jitter buffer has too little; missing of fewer than six seconds',
      ),
  })
  .describe('A viewer’s latency taken apart');
