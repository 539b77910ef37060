import { z } from 'zod';
import { PICTURE_SIZE_EXPECTED } from '../reading/picture-size.ts';
import { count, oneOf, pictureSize, quantity } from './fields.ts';
import { firstMileSchema, haulSchema } from './profiles.ts';
import { section } from './section.ts';
import { transportSchema } from './transports/registry.ts';

const CODECS = ['vp8', 'h264', 'vp9', 'av1'] as const;

const CONTENT_HINTS = ['motion', 'detail', 'text'] as const;
/** Below it most of the stream would be keyframes; above it none comes in a rehearsal. */
const KEYFRAME_INTERVAL_LIMITS = { atLeast: '500 ms', atMost: '60 s', example: '2 s' } as const;
const DEGRADATIONS = ['maintain-resolution', 'maintain-framerate', 'balanced'] as const;

const SCALABILITY_MODES = ['L1T1', 'L1T2', 'L1T3', 'L2T3_KEY', 'L3T3_KEY'] as const;
/** Chromium sends three streams at most, the picture itself among them. */
const MOST_SMALLER = 2;
const SCALE_LIMITS = { min: 2, max: 8 } as const;

/** A setting that people look for and that would not reach the encoder: refused by name, never ignored. */
const NOT_YET = {
  fec: z
    .never({
      error:
        'nothing: the origin numbers packets anew for every viewer, so that a ULPFEC or FlexFEC packet would mend what it never saw; Chromium makes no ULPFEC for H264 beside NACK, and no FlexFEC without a field trial',
    })
    .optional(),
};
const SWITCH = () => z.boolean({ error: 'true or false' });

/** Opus' own limits (RFC 6716). */
const AUDIO_LIMITS = { atLeast: '6 kbps', atMost: '510 kbps', example: '64 kbps' } as const;
/** Outside it the number is a slip of the unit. */
const VIDEO_LIMITS = { atLeast: '30 kbps', atMost: '100 Mbps' } as const;

/** Each field anew for every schema: some have defaults, overrides have none. */
const VIDEO_FIELDS = {
  codec: () => oneOf(CODECS),
  size: () => pictureSize(),
  fps: () => count(1, 60),
  bitrate: () => quantity('rate', VIDEO_LIMITS),
  sourceSize: () => pictureSize(),
  contentHint: () => oneOf(CONTENT_HINTS),
  degradation: () => oneOf(DEGRADATIONS),
  keyframeInterval: () => quantity('time', KEYFRAME_INTERVAL_LIMITS),
  simulcast: () => simulcast(),
  scalabilityMode: () => oneOf(SCALABILITY_MODES),
  nack: SWITCH,
};

function simulcast() {
  const expected =
    'up to two smaller pictures, smallest first, such as [{scaleDownBy: 4, bitrate: 150 kbps}, {scaleDownBy: 2, bitrate: 500 kbps}]';
  const stream = section('a smaller picture such as {scaleDownBy: 2, bitrate: 500 kbps}', {
    scaleDownBy: count(SCALE_LIMITS.min, SCALE_LIMITS.max).describe('Width and height are divided by it.'),
    bitrate: quantity('rate', VIDEO_LIMITS).describe('What the encoder is allowed at most for it.'),
  });
  return z.array(stream, { error: expected }).max(MOST_SMALLER, { error: expected });
}

export const videoSchema = section('video settings such as {size: 1280x720, fps: 30, bitrate: 2 Mbps}', {
  codec: VIDEO_FIELDS.codec().prefault('h264').describe('Default h264.'),
  size: VIDEO_FIELDS.size().prefault('1280x720').describe('Width x height in pixels, even. Default 1280x720.'),
  fps: VIDEO_FIELDS.fps().prefault(30).describe('Frames a second. Default 30.'),
  bitrate: VIDEO_FIELDS.bitrate().describe('What the encoder is allowed at most.'),
  sourceSize: VIDEO_FIELDS.sourceSize()
    .optional()
    .describe(
      'Size of the picture before the encoder scales it down to `size`, in the same shape; clarity is judged against it. Default: `size`.',
    ),
  contentHint: VIDEO_FIELDS.contentHint()
    .optional()
    .describe('What the encoder is told of the picture: motion, detail or text. Default: nothing.'),
  degradation: VIDEO_FIELDS.degradation()
    .optional()
    .describe('What gives way when not all of it fits: default maintain-resolution, as broadcasts do.'),
  keyframeInterval: VIDEO_FIELDS.keyframeInterval()
    .optional()
    .describe('A keyframe at least so often. Default: only when a viewer needs one.'),
  simulcast: VIDEO_FIELDS.simulcast()
    .optional()
    .describe('Smaller pictures sent beside this one; each viewer gets what its line carries. Default: none.'),
  scalabilityMode: VIDEO_FIELDS.scalabilityMode()
    .optional()
    .describe(
      'Layers within each stream: L1T2 and L1T3 halve the frame rate, L2T3_KEY and L3T3_KEY the picture too (vp9, av1). Default: the browser’s own choice.',
    ),
  nack: VIDEO_FIELDS.nack()
    .optional()
    .describe('false: nobody asks for what is lost, and nothing is sent again (NACK, RTX). Default true.'),
  ...NOT_YET,
});

export const audioSchema = section('audio settings such as {bitrate: 64 kbps}', {
  bitrate: quantity('rate', AUDIO_LIMITS).prefault('64 kbps').describe('Opus. Default 64 kbps.'),
  red: SWITCH()
    .optional()
    .describe(
      'true: each packet carries the sound before it once more (RED). Twice the bits, fewer gaps. Default false.',
    ),
});

const videoOverrideSchema = section('video settings to change such as {bitrate: 1 Mbps}', {
  codec: VIDEO_FIELDS.codec().optional(),
  size: VIDEO_FIELDS.size().optional(),
  fps: VIDEO_FIELDS.fps().optional(),
  bitrate: VIDEO_FIELDS.bitrate().optional(),
  sourceSize: VIDEO_FIELDS.sourceSize().optional(),
  contentHint: VIDEO_FIELDS.contentHint().optional(),
  degradation: VIDEO_FIELDS.degradation().optional(),
  keyframeInterval: VIDEO_FIELDS.keyframeInterval().optional(),
  simulcast: VIDEO_FIELDS.simulcast().optional(),
  scalabilityMode: VIDEO_FIELDS.scalabilityMode().optional(),
  nack: VIDEO_FIELDS.nack().optional(),
  ...NOT_YET,
});

const audioOverrideSchema = section('audio settings to change such as {bitrate: 32 kbps}', {
  bitrate: quantity('rate', AUDIO_LIMITS).optional(),
  red: SWITCH().optional(),
});

export const variantSchema = section('a variant such as {video: {bitrate: 1 Mbps}}', {
  transport: transportSchema().optional().describe('Another transport than the broadcast’s.'),
  video: videoOverrideSchema.optional().describe('What differs from the broadcast’s video.'),
  audio: audioOverrideSchema.optional().describe('What differs from the broadcast’s audio.'),
});

const ONE_OR_MANY = (what: string) => `${what}, or a list of such`;

/** Several where a list stands: all are tried with all. */
function each<V extends z.ZodType>(value: V, what: string) {
  const error = ONE_OR_MANY(what);
  return z.union([value, z.array(value, { error }).min(1, { error })], { error });
}

/** A step of a ladder, or several at once. */
export const stepSchema = section('steps such as {size: 640x360, bitrate: [500 kbps, 1 Mbps]}', {
  codec: each(VIDEO_FIELDS.codec(), `one of ${CODECS.join(', ')}`)
    .optional()
    .describe('One or several. Default: that of the broadcast.'),
  size: each(VIDEO_FIELDS.size(), PICTURE_SIZE_EXPECTED)
    .optional()
    .describe('One or several. Default: that of the broadcast.'),
  bitrate: each(VIDEO_FIELDS.bitrate(), 'a bitrate such as "1 Mbps"').describe('One or several.'),
  fps: VIDEO_FIELDS.fps().optional().describe('Default: that of the broadcast.'),
});

const SOURCE_EXPECTED = 'presenter (a generated picture), or {file: clip.mp4}';

export const broadcastSchema = section('a broadcast such as {video: {bitrate: 2 Mbps}}', {
  transport: transportSchema()
    .prefault('local')
    .describe('How media is published and watched: local (default, the origin inside longhaul), or {whip: {...}}.'),
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
