import { z } from 'zod';
import { AGORA_APP_ID, AGORA_AREAS } from '../../../model/scenario/agora-settings.ts';
import { section } from '../../reading/section.ts';
import { count, oneOf, pictureSize, quantity, text } from '../fields.ts';
import { secret } from '../secret.ts';
import { trust } from './trust.ts';

const APP_ID_EXPECTED = 'an app ID of 32 hexadecimal digits, or where to find one: {env: NAME} or {file: path}';
/** Channel names that the SDK's join() accepts. */
const CHANNEL = /^[a-zA-Z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]{1,64}$/;
const CHANNEL_EXPECTED = 'a channel’s name: at most 64 letters, digits, spaces and !#$%&()+-:;<=.>?@[]^_{}|~,';
/**
 * Limits of a token's lifetime: a shorter one would end before it is renewed (Agora warns 30 s ahead), a longer one Agora
 * shortens.
 */
const LIFETIME_LIMITS = { atLeast: '31 s', atMost: '24 h', example: '1 h' } as const;
/** Largest user id: they have 32 bits, and 0 is not a user's. */
const MAX_UID = 2 ** 32 - 1;
const IPV4 = /^(\d{1,3}\.){3}\d{1,3}$/;
const DOMAIN = /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;
const SERVERS_EXPECTED = 'a list of IPv4 addresses or names of access points';

const dualStream = section('the low stream such as {size: 320x180, fps: 15, bitrate: 150 kbps}', {
  size: pictureSize(),
  fps: count(1, 60),
  bitrate: quantity('rate', { atLeast: '30 kbps', atMost: '10 Mbps' }),
}).transform(({ size, fps, bitrate }) => ({ ...size, fps, bitrateBps: bitrate }));

const accessPoint = section('access points such as {servers: [10.0.0.5], domain: agora.example.com}', {
  servers: z
    .array(text('an IPv4 address or a name', DOMAIN), { error: SERVERS_EXPECTED })
    .min(1, { error: SERVERS_EXPECTED })
    .describe('Their IPv4 addresses, which the SDK calls a-b-c-d.DOMAIN, or their names.'),
  domain: text('a domain such as agora.example.com', DOMAIN).describe('Domain of access points and edges.'),
  port: count(1, 65_535).prefault(443).describe('Default 443.'),
  address: text('an IPv4 address', IPV4)
    .exactOptional()
    .describe('Address of every name under the domain, if no name server resolves them.'),
  trust: trust()
    .exactOptional()
    .describe('{file: cert.pem}: the servers’ certificate, trusted although no authority signed it.'),
});

export const agoraSchema = section('a channel such as {appId: ..., channel: ..., certificate: {env: NAME}}', {
  appId: z
    .union(
      [z.string({ error: APP_ID_EXPECTED }).regex(AGORA_APP_ID, { error: APP_ID_EXPECTED }), ...secret().options],
      {
        error: APP_ID_EXPECTED,
      },
    )
    .describe('App ID of the project in Agora’s console.'),
  channel: text(CHANNEL_EXPECTED, CHANNEL).describe('A channel used for rehearsals only: everyone in it sees them.'),
  token: secret()
    .exactOptional()
    .describe('One token for any user (made for uid 0): {env: NAME} or {file: path}. It cannot be renewed.'),
  tokenCommand: text('a shell command that prints a token', /\S/)
    .exactOptional()
    .describe('Prints a token for $LONGHAUL_CHANNEL, $LONGHAUL_UID and $LONGHAUL_ROLE (host or audience).'),
  certificate: secret()
    .exactOptional()
    .describe('The app certificate, with which tokens are made and renewed: {env: NAME} or {file: path}.'),
  tokenLifetime: quantity('time', LIFETIME_LIMITS)
    .prefault('1 h')
    .describe('Lifetime of tokens made with the certificate. Default 1 h.'),
  area: oneOf(AGORA_AREAS).exactOptional().describe('Area in which servers may be. Default: Agora’s choice.'),
  audienceLatency: oneOf(['low', 'ultra-low'])
    .prefault('ultra-low')
    .describe('Latency level of the audience: ultra-low (default, Interactive Live) or low (Broadcast Streaming).'),
  dualStream: dualStream.exactOptional().describe('A second, smaller picture beside the broadcast’s.'),
  fallback: oneOf(['none', 'low-stream', 'audio-only'])
    .prefault('none')
    .describe('Stream that viewers on a poor line may get instead of the high one. Default none.'),
  publish: z
    .enum(['own', 'none'], { error: 'own (default), or none where somebody else hosts the channel' })
    .prefault('own')
    .describe('none: somebody else hosts the channel.'),
  host: count(1, MAX_UID).exactOptional().describe('With publish: none, the user to watch. Default: the first.'),
  accessPoint: accessPoint.exactOptional().describe('Access points of a private deployment of Agora’s servers.'),
})
  .refine(
    ({ token, tokenCommand, certificate }) =>
      [token, tokenCommand, certificate].filter((source) => source !== undefined).length <= 1,
    { error: 'one of token, tokenCommand and certificate, or none of them' },
  )
  .refine(
    ({ fallback, dualStream: low, publish }) => fallback !== 'low-stream' || low !== undefined || publish === 'none',
    {
      error: 'a dualStream beside fallback: low-stream, which has nothing to fall back to without',
    },
  )
  .refine(({ host, publish }) => host === undefined || publish === 'none', {
    error: 'host only with publish: none; without it viewers watch longhaul’s own host',
  })
  .transform(({ tokenLifetime, ...rest }) => ({ ...rest, tokenLifetimeS: Math.round(tokenLifetime / 1000) }));
