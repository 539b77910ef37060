import { z } from 'zod';
import { ORIGIN_BEHAVIOURS } from '../../model/scenario/origin-behaviour.ts';
import { DEFAULT_FRAME_RATE, DEFAULT_PICTURE_SIZE, PICTURE_SIZE_EXPECTED } from '../reading/picture-size.ts';
import { section } from '../reading/section.ts';
import { CODECS } from './codecs.ts';
import { oneOf, pictureSize, quantity, wholeFrameRate } from './fields.ts';
import { haulSchema } from './haul-profile.ts';
import { firstMileSchema } from './line-profile.ts';
import { transportSchema } from './transports/registry.ts';

const CONTENT_HINTS = ['motion', 'detail', 'text'] as const;
/** Limits of the keyframe interval: below, most of the stream would be keyframes; above, none comes during a rehearsal. */
const KEYFRAME_INTERVAL_LIMITS = { atLeast: '500 ms', atMost: '60 s', example: '2 s' } as const;
const DEGRADATIONS = ['maintain-resolution', 'maintain-framerate', 'balanced'] as const;

const SCALABILITY_MODES = ['L1T1', 'L1T2', 'L1T3', 'L2T3_KEY', 'L3T3_KEY'] as const;
/** Most simulcast streams beside the full-size one: Chromium sends three in all. */
const MAX_SMALLER = 2;
const SCALE_LIMITS = { least: 1.1, most: 8 } as const;
const SCALE_EXPECTED = `a number from ${SCALE_LIMITS.least} to ${SCALE_LIMITS.most}`;

/** Settings that people look for but that would not reach the encoder: refused by name, never ignored. */
const UNSUPPORTED = {
  fec: z
    .never({
      error:
        'nothing: the origin renumbers packets for every viewer, so that a ULPFEC or FlexFEC packet would refer to packets it does not cover; Chromium makes no ULPFEC for H264 beside NACK, and no FlexFEC without a field trial',
    })
    .optional(),
};
const SWITCH = () => z.boolean({ error: 'true or false' });

/** Bitrate limits of Opus (RFC 6716). */
const AUDIO_LIMITS = { atLeast: '6 kbps', atMost: '510 kbps', example: '64 kbps' } as const;
/** Bitrate limits of video: outside them, the number is a slip of the unit. */
const VIDEO_LIMITS = { atLeast: '30 kbps', atMost: '100 Mbps' } as const;

/** Video fields, created for each schema: the broadcast's have defaults, those of variants have none. */
const VIDEO_FIELDS = {
  codec: () => oneOf(CODECS),
  size: () => pictureSize(),
  fps: () => wholeFrameRate(60),
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
    scaleDownBy: z
      .number({ error: SCALE_EXPECTED })
      .min(SCALE_LIMITS.least, { error: SCALE_EXPECTED })
      .max(SCALE_LIMITS.most, { error: SCALE_EXPECTED })
      .describe('Divisor of width and height, which must be even then: 2, or 1.5 for 1920x1080.'),
    bitrate: quantity('rate', VIDEO_LIMITS).describe('Highest bitrate the encoder may use for it.'),
  });
  return z.array(stream, { error: expected }).max(MAX_SMALLER, { error: expected });
}

export const videoSchema = section('video settings such as {size: 1280x720, fps: 30, bitrate: 2 Mbps}', {
  codec: VIDEO_FIELDS.codec().prefault('h264').describe('Default h264.'),
  size: VIDEO_FIELDS.size()
    .prefault(DEFAULT_PICTURE_SIZE)
    .describe('Width x height in pixels, even. Default 1280x720.'),
  fps: VIDEO_FIELDS.fps().prefault(DEFAULT_FRAME_RATE).describe('Frames per second. Default 30.'),
  bitrate: VIDEO_FIELDS.bitrate().describe('Highest bitrate the encoder may use.'),
  sourceSize: VIDEO_FIELDS.sourceSize()
    .optional()
    .describe(
      'Size of the picture before the encoder scales it down to `size`, with the same aspect ratio; clarity is judged against it. Default: `size`.',
    ),
  contentHint: VIDEO_FIELDS.contentHint()
    .optional()
    .describe('Content hint for the encoder: motion, detail or text. Default: none.'),
  degradation: VIDEO_FIELDS.degradation()
    .optional()
    .describe(
      'Degradation preference when the bitrate does not suffice. Default maintain-resolution, as broadcasts do; on Agora what its SDK does, by `optimizationMode`.',
    ),
  keyframeInterval: VIDEO_FIELDS.keyframeInterval()
    .optional()
    .describe('Longest time between keyframes. Default: keyframes only when a viewer needs one.'),
  simulcast: VIDEO_FIELDS.simulcast()
    .optional()
    .describe('Smaller pictures sent beside this one; each viewer gets what their line carries. Default: none.'),
  scalabilityMode: VIDEO_FIELDS.scalabilityMode()
    .optional()
    .describe(
      'Layers within each stream: L1T2 and L1T3 halve the frame rate, L2T3_KEY and L3T3_KEY the picture too (vp9, av1). Default: the browser’s own choice.',
    ),
  nack: VIDEO_FIELDS.nack()
    .optional()
    .describe('false: lost packets are neither asked for nor sent again (NACK, RTX). Default true.'),
  ...UNSUPPORTED,
});

/** Audio fields without defaults, created for each schema. */
const AUDIO_FIELDS = {
  bitrate: () => quantity('rate', AUDIO_LIMITS),
  channels: () =>
    z.union(
      [
        z.literal(1),
        z.literal(2),
        z.literal('mono').transform(() => 1 as const),
        z.literal('stereo').transform(() => 2 as const),
      ],
      { error: '1 (mono) or 2 (stereo)' },
    ),
  red: SWITCH,
  fec: SWITCH,
  dtx: SWITCH,
};

export const audioSchema = section('audio settings such as {bitrate: 64 kbps}', {
  codec: z
    .literal('opus', { error: 'opus, the one audio codec of WebRTC here' })
    .optional()
    .describe('opus, the only one: may be left out.'),
  bitrate: AUDIO_FIELDS.bitrate().prefault('64 kbps').describe('Bitrate of Opus. Default 64 kbps.'),
  channels: AUDIO_FIELDS.channels()
    .optional()
    .describe('2: stereo, as for music; viewers ask for both channels too. Default 1.'),
  red: AUDIO_FIELDS.red()
    .optional()
    .describe(
      'true: each packet repeats the audio of the one before it (RED), for twice the bits and fewer gaps. Default false.',
    ),
  fec: AUDIO_FIELDS.fec()
    .optional()
    .describe(
      'Opus’ in-band FEC: a coarse copy of the last packet, while the studio’s line loses packets. Default: the browser’s own choice (on).',
    ),
  dtx: AUDIO_FIELDS.dtx()
    .optional()
    .describe(
      'true: the sound pauses for one second in four, and Opus sends next to nothing meanwhile (DTX). Default false.',
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
  ...UNSUPPORTED,
});

const audioOverrideSchema = section('audio settings to change such as {bitrate: 32 kbps}', {
  bitrate: AUDIO_FIELDS.bitrate().optional(),
  channels: AUDIO_FIELDS.channels().optional(),
  red: AUDIO_FIELDS.red().optional(),
  fec: AUDIO_FIELDS.fec().optional(),
  dtx: AUDIO_FIELDS.dtx().optional(),
});

export const variantSchema = section('a variant such as {video: {bitrate: 1 Mbps}}', {
  transport: transportSchema().optional().describe('Another transport than the broadcast’s.'),
  origin: oneOf(ORIGIN_BEHAVIOURS).exactOptional().describe('Server to imitate instead of the broadcast’s.'),
  video: videoOverrideSchema.optional().describe('Video settings that differ from the broadcast’s.'),
  audio: audioOverrideSchema.optional().describe('Audio settings that differ from the broadcast’s.'),
  firstMile: firstMileSchema()
    .optional()
    .describe(
      'Another line from studio to origin than the broadcast’s: a name of the catalog, or one written in place.',
    ),
  haul: haulSchema()
    .optional()
    .describe('Another haul than the broadcast’s and the regions’, for all regions: a name, or one written in place.'),
});

/** Builds the schema of one value or a list of values; lists of several fields are combined, each with each. */
function oneOrMany<V extends z.ZodType>(value: V, what: string) {
  const error = `${what}, or a list of such`;
  return z.union([value, z.array(value, { error }).min(1, { error })], { error });
}

/** Schema of one step of a ladder, or of several at once. */
export const stepSchema = section('steps such as {size: 640x360, bitrate: [500 kbps, 1 Mbps]}', {
  codec: oneOrMany(VIDEO_FIELDS.codec(), `one of ${CODECS.join(', ')}`)
    .optional()
    .describe('One or several codecs. Default: the broadcast’s.'),
  size: oneOrMany(VIDEO_FIELDS.size(), PICTURE_SIZE_EXPECTED)
    .optional()
    .describe('One or several sizes. Default: the broadcast’s.'),
  bitrate: oneOrMany(VIDEO_FIELDS.bitrate(), 'a bitrate such as "1 Mbps"').describe('One or several bitrates.'),
  fps: VIDEO_FIELDS.fps().optional().describe('Frames per second. Default: the broadcast’s.'),
});

const SOURCE_EXPECTED = 'presenter (a generated picture), or {file: clip.mp4}';

export const broadcastSchema = section('a broadcast such as {video: {bitrate: 2 Mbps}}', {
  transport: transportSchema()
    .prefault('local')
    .describe(
      'Transport by which media is published and watched: local (default, longhaul’s own origin), or {whip: {...}}.',
    ),
  origin: oneOf(ORIGIN_BEHAVIOURS)
    .exactOptional()
    .describe(
      'Server whose behaviour towards viewers longhaul’s own origin imitates: agora (default), livekit, mediasoup or janus. With the last three a viewer does not learn its round trip, so that its jitter buffer stays smaller on a line that loses packets.',
    ),
  source: z
    .union(
      [
        z.literal('presenter', { error: SOURCE_EXPECTED }),
        section('a clip', {
          file: z.string({ error: 'the path of a clip' }).min(1, { error: 'the path of a clip' }),
          loop: z.literal(true, { error: 'true: a clip always plays in a loop' }).optional(),
        }),
      ],
      { error: SOURCE_EXPECTED },
    )
    .prefault('presenter')
    .describe('The picture: presenter (generated, default), or {file: ...} relative to the scenario.'),
  video: videoSchema.describe('Settings of the video encoder.'),
  audio: audioSchema.prefault({}).describe('Settings of the audio encoder. Default {bitrate: 64 kbps}.'),
  firstMile: firstMileSchema()
    .prefault('cn-studio-fibre')
    .describe(
      'Line from studio to origin: a name of the catalog, or a line as the studio sees it. Default cn-studio-fibre.',
    ),
  haul: haulSchema()
    .prefault('accelerated')
    .describe(
      'Haul from China to the regions that have none of their own: accelerated (default), direct-day, direct-evening, or one written in place. With an airtime also `direct`: direct-evening in the evening in China, otherwise direct-day.',
    ),
});
