import { z } from 'zod';
import {
  AGORA_AREAS,
  AGORA_AUDIO_PROFILES,
  AGORA_ENCRYPTION_MODES,
  AGORA_FALLBACKS,
  AGORA_OPTIMIZATION_MODES,
  AGORA_STREAMS,
} from '../../scenario/agora-settings.ts';
import { AGORA_VIDEO_PROFILES } from '../../scenario/agora-video-profiles.ts';
import type { TransportChoice } from '../../scenario/transport.ts';

const secretSchema = z
  .union([
    z.object({ env: z.string().describe('Name of the environment variable') }),
    z.object({ file: z.string().describe('Path of the file') }),
  ])
  .describe('Where a secret was found; never the secret');

const trustSchema = z
  .object({ file: z.string().describe('Path') })
  .describe('Certificate trusted in addition to the system’s');

const whipSchema = z
  .object({
    publish: z
      .union([z.string(), secretSchema])
      .exactOptional()
      .describe('WHIP endpoint, or where it was found; absent: the stream is published by somebody else'),
    watch: z
      .union([z.string(), secretSchema])
      .exactOptional()
      .describe('WHEP endpoint, or where it was found; absent: none of longhaul’s viewers watched'),
    bearer: secretSchema.exactOptional().describe('For both endpoints; absent: none was sent'),
    watchBearer: secretSchema.exactOptional().describe('For the WHEP endpoint, instead of `bearer`'),
    trust: trustSchema.exactOptional(),
    iceServers: z
      .array(
        z
          .object({
            urls: z.array(z.string()).describe('Addresses'),
            username: z.union([z.string(), secretSchema]).exactOptional().describe('Name, or where it was found'),
            credential: secretSchema.exactOptional().describe('Where the password was found'),
          })
          .describe('A STUN or TURN server'),
      )
      .exactOptional()
      .describe('STUN and TURN servers besides those that the server named; absent: none'),
    iceTransportPolicy: z.enum(['all', 'relay']).exactOptional().describe('relay: through TURN servers only'),
  })
  .describe('A server that speaks WHIP and WHEP');

const agoraSchema = z
  .object({
    appId: z.union([z.string(), secretSchema]).describe('App ID, or where it was found'),
    channel: z.string().describe('Name of the channel'),
    token: secretSchema.exactOptional().describe('Absent: no fixed token'),
    tokenCommand: z.string().exactOptional().describe('Command that printed tokens'),
    certificate: secretSchema.exactOptional().describe('App certificate that tokens were made with'),
    tokenLifetimeS: z.number().describe('Lifetime of tokens made with the certificate, s'),
    area: z
      .union([z.enum(AGORA_AREAS), z.array(z.enum(AGORA_AREAS))])
      .exactOptional()
      .describe('Where servers could be'),
    excludedArea: z.enum(AGORA_AREAS).exactOptional().describe('Where servers could not be'),
    cloudProxy: z.enum(['udp', 'tcp']).exactOptional().describe('Cloud proxy: mode 3 (udp) or 5 (tcp); absent: none'),
    encryption: z
      .object({
        mode: z.enum(AGORA_ENCRYPTION_MODES).describe('The SDK’s name of the cipher'),
        key: secretSchema,
        salt: secretSchema.exactOptional(),
      })
      .exactOptional()
      .describe('Built-in encryption; absent: none'),
    uids: z.literal('string').exactOptional().describe('Users had texts for ids; absent: numbers'),
    audienceLatency: z.enum(['low', 'ultra-low']).describe('Latency level of the audience'),
    videoProfile: z
      .enum(AGORA_VIDEO_PROFILES)
      .exactOptional()
      .describe('Named encoder settings that `video` was filled in from'),
    bitrateMinBps: z.number().exactOptional().describe('Lowest bitrate of the encoder as asked, bit/s'),
    minDownscale: z
      .object({ width: z.int().describe('px'), height: z.int().describe('px') })
      .exactOptional()
      .describe('Smallest picture when bandwidth was short; absent: the SDK’s default'),
    optimizationMode: z.enum(AGORA_OPTIMIZATION_MODES).exactOptional().describe('Absent: the SDK’s default'),
    audioProfile: z.enum(AGORA_AUDIO_PROFILES).exactOptional().describe('Named audio settings, in place of `audio`'),
    dualStream: z
      .object({
        width: z.int().describe('px'),
        height: z.int().describe('px'),
        fps: z.number().describe('Frames per second'),
        bitrateBps: z.number().describe('bit/s'),
        auto: z.literal(true).exactOptional().describe('Sent only while somebody asked for it'),
      })
      .exactOptional()
      .describe('The low stream; absent: none'),
    fallback: z.enum(AGORA_FALLBACKS).describe('What viewers could get instead'),
    stream: z.enum(AGORA_STREAMS).exactOptional().describe('Stream that viewers asked for; absent: the high one'),
    autoSubscribe: z
      .literal(true)
      .exactOptional()
      .describe('The edge sent media as soon as viewers were in the channel'),
    preload: z.literal(true).exactOptional().describe('Viewers loaded the channel before they joined'),
    presubscribe: z.literal(true).exactOptional().describe('Viewers asked for media before it was announced'),
    lastmileProbe: z.literal(true).exactOptional().describe('The SDK’s last-mile probe ran before the take'),
    publish: z.enum(['own', 'none']).describe('none: the host was somebody else'),
    host: z.union([z.number(), z.string()]).exactOptional().describe('User that was watched, if one was asked for'),
    accessPoint: z
      .object({
        servers: z.array(z.string()).describe('Addresses or names'),
        domain: z.string().describe('Domain of access points and edges'),
        port: z.int().describe('TCP port'),
        address: z.string().exactOptional().describe('IPv4 address of every name under the domain'),
        trust: trustSchema.exactOptional(),
      })
      .exactOptional()
      .describe('Access points of a private deployment'),
  })
  .describe('An Agora channel');

/** Transport of a broadcast; one alternative per transport. */
export const transportSchema = z
  .union([
    z.literal('local').describe('The origin inside longhaul'),
    z.object({ agora: agoraSchema }),
    z.object({ whip: whipSchema }),
  ])
  .describe('How media is published and watched') satisfies z.ZodType<TransportChoice>;
