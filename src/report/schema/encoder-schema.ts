import { z } from 'zod';

const layer = z
  .object({
    rid: z.string().exactOptional().describe('Of a simulcast layer'),
    codec: z.string().exactOptional().describe('"H264", from the MIME type'),
    implementation: z.string().exactOptional().describe('"OpenH264"'),
    width: z.number().exactOptional().describe('Pixels, of most samples'),
    height: z.number().exactOptional().describe('Pixels, of most samples'),
    sizeChanges: z.number().exactOptional().describe('Changes of size for want of CPU or bandwidth'),
    fps: z.number().exactOptional().describe('Frames encoded a second'),
    bitrateBps: z.number().exactOptional().describe('Payload sent first-hand: no packet headers, no retransmissions'),
    targetBps: z.number().exactOptional().describe('What the encoder was told to make, on average'),
    meanQp: z
      .number()
      .exactOptional()
      .describe('Mean quantiser of a frame in the codec’s scale: 0..51 of H264, 0..127 of VP8, 0..255 of VP9 and AV1'),
    keyframes: z.number().exactOptional().describe('Made in the window'),
    keyframeIntervalMs: z.number().exactOptional().describe('Time counted over keyframes; absent without one'),
    frames: z.number().exactOptional().describe('Encoded in the window'),
    hugeFrames: z.number().exactOptional().describe('Frames of at least 2.5 times the mean size'),
    encodeMs: z.number().exactOptional().describe('Mean time to encode a frame, waiting for a CPU included'),
    limitedFractions: z
      .record(z.string(), z.number())
      .exactOptional()
      .describe('Share of the time it held back for "cpu", "bandwidth" or "other"; those at 0 are left out'),
  })
  .describe('One layer of the picture');

export const encoderRecord = z
  .object({
    video: z.array(layer).describe('One a layer, the largest first'),
    audio: z
      .object({
        codec: z.string().exactOptional().describe('"opus", with RED too'),
        bitrateBps: z.number().exactOptional().describe('Payload sent'),
        targetBps: z.number().exactOptional().describe('What the encoder was told to make'),
      })
      .exactOptional()
      .describe('Absent when no sound was sent'),
  })
  .describe('What the publisher’s encoder did in the window, by its own count (W3C outbound-rtp); absent: not told');
