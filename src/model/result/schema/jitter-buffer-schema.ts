import { z } from 'zod';
import { metricValueSchema } from './metric-schema.ts';

export const latencyStepSchema = z
  .object({
    second: z.int().describe('First second at the new level, since the window opened'),
    fromMs: z.number().describe('Median latency of the seconds before, ms'),
    toMs: z.number().describe('Median latency of the seconds after, ms'),
    bufferMs: z
      .number()
      .exactOptional()
      .describe('Part of the change that jitter buffer and decoding account for, ms; absent without their statistics'),
    holdMs: z
      .number()
      .exactOptional()
      .describe('Part of that for which the picture was held back for its sound, ms; absent without its statistics'),
  })
  .describe('Change from one level of latency to another');

export const jitterBufferSchema = z
  .object({
    isSettled: z
      .boolean()
      .describe(
        'Whether it had its lasting size when the window opened, or when a viewer who came in mid-show began to be measured',
      ),
    reason: z
      .enum([
        ...['repaired', 'loss-free', 'never-repaired', 'not-told'],
        ...['too-few-repairs', 'no-round-trip', 'no-statistics'],
      ] as const)
      .describe(
        'repaired: three frames were, and it has grown by a round trip. loss-free: no link on the path can lose a packet. never-repaired: lost packets are not requested. not-told: the server tells viewers no round trip, so that there is none to grow by. no-round-trip: repaired, but how long the buffer takes to grow by a round trip is not known. The last three are not settled',
      ),
    lasting: z
      .object({
        fromSecond: z.int().describe('Second of the measured time from which on it had'),
        latency: metricValueSchema.describe('Latency from then on'),
        bufferDelay: metricValueSchema.describe('Time in jitter buffer and decoder from then on'),
      })
      .exactOptional()
      .describe(
        'Where it had its lasting size in the last seconds (three or more) only: of whoever came in mid-show, this is judged beside the whole stay. Absent otherwise',
      ),
    heldForSound: z
      .object({
        isAtRest: z.boolean().describe('Whether the picture was held back no further from then on'),
        leadMs: z
          .number()
          .describe(
            'How far the picture played ahead of its sound then, by the browser’s own estimates, ms: median of 3 s',
          ),
      })
      .exactOptional()
      .describe(
        'Picture held back for sound that comes later, when the window opened. Absent where the browser does not report it, or there is no sound',
      ),
    steps: z.array(latencyStepSchema).describe('Steps of the latency within the window; empty for none'),
  })
  .describe('Video jitter buffer of a viewer; absent when the window never opened, and in older results');
