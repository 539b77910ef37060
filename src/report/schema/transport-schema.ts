import { z } from 'zod';
import { AGORA_AREAS } from '../../model/scenario/agora-settings.ts';

const secret = z
  .union([
    z.object({ env: z.string().describe('Name of the environment variable') }),
    z.object({ file: z.string().describe('Path of the file') }),
  ])
  .describe('Where a token was found; never the token');

const trust = z.object({ file: z.string().describe('Path') }).describe('Certificate that was trusted');

const whip = z
  .object({
    publish: z
      .union([z.string(), secret])
      .exactOptional()
      .describe('WHIP endpoint, or where it was found; absent: the stream is somebody else’s'),
    watch: z
      .union([z.string(), secret])
      .exactOptional()
      .describe('WHEP endpoint, or where it was found; absent: nobody of longhaul’s watches'),
    bearer: secret.exactOptional().describe('Of both; absent: none was sent'),
    watchBearer: secret.exactOptional().describe('Of the WHEP endpoint, in its place'),
    trust: trust.exactOptional(),
  })
  .describe('A server that speaks WHIP and WHEP');

const agora = z
  .object({
    appId: z.union([z.string(), secret]).describe('App ID, or where it was found'),
    channel: z.string().describe('Name of the channel'),
    token: secret.exactOptional().describe('Absent: no fixed token'),
    tokenCommand: z.string().exactOptional().describe('Command that printed tokens'),
    certificate: secret.exactOptional().describe('Of the app, by which tokens were made'),
    tokenLifetimeS: z.number().describe('Of tokens made by the certificate, s'),
    area: z.enum(AGORA_AREAS).exactOptional().describe('Where servers might be'),
    audienceLatency: z.enum(['low', 'ultra-low']).describe('Level of the audience'),
    dualStream: z
      .object({
        width: z.int().describe('px'),
        height: z.int().describe('px'),
        fps: z.number().describe('Frames a second'),
        bitrateBps: z.number().describe('bit/s'),
      })
      .exactOptional()
      .describe('The low stream; absent: none'),
    fallback: z.enum(['none', 'low-stream', 'audio-only']).describe('What viewers could get instead'),
    publish: z.enum(['own', 'none']).describe('none: the host was somebody else'),
    host: z.number().exactOptional().describe('User that was watched, where asked for'),
    accessPoint: z
      .object({
        servers: z.array(z.string()).describe('Addresses or names'),
        domain: z.string().describe('Of access points and edges'),
        port: z.int().describe('TCP'),
        address: z.string().exactOptional().describe('IPv4 address of every name under the domain'),
        trust: trust.exactOptional(),
      })
      .exactOptional()
      .describe('Of a private deployment'),
  })
  .describe('A channel of Agora’s');

/** One form for each transport. */
export const transport = z
  .union([z.literal('local').describe('The origin inside longhaul'), z.object({ agora }), z.object({ whip })])
  .describe('How media is published and watched');
