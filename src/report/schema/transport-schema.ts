import { z } from 'zod';

const secret = z
  .union([
    z.object({ env: z.string().describe('Name of the environment variable') }),
    z.object({ file: z.string().describe('Path of the file') }),
  ])
  .describe('Where a token was found; never the token');

const whip = z
  .object({
    publish: z.string().exactOptional().describe('WHIP endpoint; absent: the stream is somebody else’s'),
    watch: z.string().exactOptional().describe('WHEP endpoint; absent: nobody of longhaul’s watches'),
    bearer: secret.exactOptional().describe('Of both; absent: none was sent'),
    watchBearer: secret.exactOptional().describe('Of the WHEP endpoint, in its place'),
  })
  .describe('A server that speaks WHIP and WHEP');

/** One form for each transport. */
export const transport = z
  .union([z.literal('local').describe('The origin inside longhaul'), z.object({ whip })])
  .describe('How media is published and watched');
