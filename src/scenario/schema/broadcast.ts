import { z } from 'zod';
import { count, oneOf, pictureSize, quantity } from './fields.ts';
import { firstMileSchema, haulSchema } from './profiles.ts';
import { section } from './section.ts';

const CODECS = ['vp8', 'h264', 'vp9', 'av1'] as const;

/** Opus' own limits (RFC 6716). */
const AUDIO_LIMITS = { atLeast: '6 kbps', atMost: '510 kbps', example: '64 kbps' } as const;
/** Outside it the number is a slip of the unit. */
const VIDEO_LIMITS = { atLeast: '30 kbps', atMost: '100 Mbps' } as const;

export const videoSchema = section('video settings such as {size: 1280x720, fps: 30, bitrate: 2 Mbps}', {
  codec: oneOf(CODECS).prefault('h264').describe('Default h264.'),
  size: pictureSize().prefault('1280x720').describe('Width x height in pixels, even. Default 1280x720.'),
  fps: count(1, 60).prefault(30).describe('Frames a second. Default 30.'),
  bitrate: quantity('rate', VIDEO_LIMITS).describe('What the encoder is allowed at most.'),
});

export const audioSchema = section('audio settings such as {bitrate: 64 kbps}', {
  bitrate: quantity('rate', AUDIO_LIMITS).prefault('64 kbps').describe('Opus. Default 64 kbps.'),
});

const SOURCE_EXPECTED = 'presenter (a generated picture), or {file: clip.mp4}';

export const broadcastSchema = section('a broadcast such as {video: {bitrate: 2 Mbps}}', {
  transport: z
    .string({ error: 'the name of a transport' })
    .prefault('local')
    .describe('How media is published and watched. Default local: the origin inside longhaul.'),
  source: z
    .union(
      [
        z.literal('presenter', { error: SOURCE_EXPECTED }),
        section('a clip', { file: z.string({ error: 'the path of a clip' }).min(1, { error: 'the path of a clip' }) }),
      ],
      { error: SOURCE_EXPECTED },
    )
    .prefault('presenter')
    .describe('The picture: presenter (generated, default), or {file: ...} relative to the scenario.'),
  video: videoSchema.describe('What the encoder is asked for.'),
  audio: audioSchema.prefault({}).describe('Default {bitrate: 64 kbps}.'),
  firstMile: firstMileSchema()
    .prefault('cn-studio-fibre')
    .describe('Studio to origin: a name of the catalog or a line as the studio sees it. Default cn-studio-fibre.'),
  haul: haulSchema()
    .prefault('accelerated')
    .describe(
      'China to the regions, unless a region has its own: accelerated (default), direct-day, direct-evening, or one written in place. With an airtime also `direct`, which is direct-evening in the evening in China and else direct-day.',
    ),
});
