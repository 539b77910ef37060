import { z } from 'zod';
import type { EncoderRecord } from '../../recording/encoder-record.ts';

const layerSchema = z
  .object({
    rid: z.string().exactOptional().describe('Id of a simulcast layer'),
    codec: z.string().exactOptional().describe('"H264", from the MIME type'),
    implementation: z.string().exactOptional().describe('"OpenH264"'),
    width: z.number().exactOptional().describe('Pixels, in most samples'),
    height: z.number().exactOptional().describe('Pixels, in most samples'),
    sizeChanges: z.number().exactOptional().describe('Changes of size for lack of CPU or bandwidth'),
    fps: z.number().exactOptional().describe('Frames encoded per second'),
    bitrateBps: z
      .number()
      .exactOptional()
      .describe('Payload sent for the first time: no packet headers, no retransmissions'),
    targetBps: z.number().exactOptional().describe('Mean target that the encoder was given'),
    meanQp: z
      .number()
      .exactOptional()
      .describe(
        'Mean quantiser of a frame on the codec’s scale: 0..51 for H264, 0..127 for VP8, 0..255 for VP9 and AV1',
      ),
    keyframes: z.number().exactOptional().describe('Keyframes encoded in the window'),
    keyframeIntervalMs: z.number().exactOptional().describe('Time covered divided by keyframes; absent without one'),
    frames: z.number().exactOptional().describe('Frames encoded in the window'),
    hugeFrames: z.number().exactOptional().describe('Frames of at least 2.5 times the mean size'),
    encodeMs: z.number().exactOptional().describe('Mean time to encode a frame, including the wait for a CPU'),
    limitedFractions: z
      .record(z.string(), z.number())
      .exactOptional()
      .describe('Share of the time the encoder was limited by "cpu", "bandwidth" or "other"; those at 0 are left out'),
  })
  .describe('One layer of the picture');

export const encoderRecordSchema = z
  .object({
    video: z.array(layerSchema).describe('One per layer, the largest first'),
    audio: z
      .object({
        codec: z.string().exactOptional().describe('"opus", also with RED'),
        channels: z
          .union([z.literal(1), z.literal(2)])
          .exactOptional()
          .describe('Channels, by the format parameters in use'),
        fec: z.boolean().exactOptional().describe('Whether in-band FEC may be used, likewise'),
        dtx: z.boolean().exactOptional().describe('Whether pauses are left out (DTX), likewise'),
        packetsPerS: z.number().exactOptional().describe('Packets sent per second'),
        bitrateBps: z.number().exactOptional().describe('Payload sent'),
        targetBps: z.number().exactOptional().describe('Target that the encoder was given'),
      })
      .exactOptional()
      .describe('Absent when no sound was sent'),
  })
  .describe(
    'What the publisher’s encoder did in the window, by its own statistics (W3C outbound-rtp); absent: not reported',
  ) satisfies z.ZodType<EncoderRecord>;
