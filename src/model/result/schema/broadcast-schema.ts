import { z } from 'zod';
import { ORIGIN_BEHAVIOURS } from '../../scenario/origin-behaviour.ts';
import type { Broadcast } from '../../scenario/scenario.ts';
import { segmentSchema } from './segment-schema.ts';
import { transportSchema } from './transport-schema.ts';

const sourceSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('presenter') }).describe('Generated scene'),
    z.object({ type: z.literal('file'), path: z.string().describe('Path of the clip') }).describe('A clip'),
  ])
  .describe('What is sent');

const videoSchema = z
  .object({
    codec: z.enum(['vp8', 'h264', 'vp9', 'av1']).describe('Video codec'),
    width: z.int().describe('Pixels'),
    height: z.int().describe('Pixels'),
    fps: z.number().describe('Frames per second'),
    bitrateBps: z.number().describe('Target, bit/s'),
    simulcast: z
      .array(
        z.object({
          scaleDownBy: z.number().describe('Divisor of width and height'),
          bitrateBps: z.number().describe('Target, bit/s'),
        }),
      )
      .exactOptional()
      .describe('Smaller pictures sent beside this one, smallest first; absent: none'),
    scalabilityMode: z
      .enum(['L1T1', 'L1T2', 'L1T3', 'L2T3_KEY', 'L3T3_KEY'])
      .exactOptional()
      .describe('Layers within each stream; absent: the browser’s own choice'),
    sourceSize: z
      .object({ width: z.int().describe('Pixels'), height: z.int().describe('Pixels') })
      .exactOptional()
      .describe('Size before the encoder scales it down; absent: the same'),
    keyframeIntervalMs: z.number().exactOptional().describe('Longest time between keyframes; absent: only when needed'),
    contentHint: z
      .enum(['motion', 'detail', 'text'])
      .exactOptional()
      .describe('What the encoder is told about the picture; absent: nothing'),
    degradation: z
      .enum(['maintain-resolution', 'maintain-framerate', 'balanced'])
      .exactOptional()
      .describe('What is reduced when not everything fits; absent: not the resolution, on Agora what its SDK chooses'),
    nack: z.boolean().exactOptional().describe('false: lost packets are not retransmitted; absent: they are'),
  })
  .describe('Encoder settings');

export const broadcastSchema = z
  .object({
    transport: transportSchema,
    source: sourceSchema,
    video: videoSchema,
    audio: z
      .object({
        bitrateBps: z.number().describe('Target, bit/s'),
        red: z.boolean().exactOptional().describe('true: sound is sent redundantly (RED); absent: it is not'),
        channels: z.literal(2).exactOptional().describe('2: stereo; absent: one channel'),
        fec: z
          .boolean()
          .exactOptional()
          .describe('Whether Opus repairs loss in-band; absent: the browser’s own choice'),
        dtx: z
          .boolean()
          .exactOptional()
          .describe('true: the sound has pauses, and nothing is sent in them; absent: neither'),
      })
      .describe('Encoder settings'),
    origin: z
      .enum(ORIGIN_BEHAVIOURS)
      .exactOptional()
      .describe('Server whose behaviour towards viewers the origin imitated; absent for agora'),
    firstMile: segmentSchema.describe('Studio to origin'),
  })
  .describe('The sending side') satisfies z.ZodType<Broadcast>;
