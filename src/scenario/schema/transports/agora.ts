import { z } from 'zod';
import { definedFields } from '../../../lib/defined-fields.ts';
import {
  AGORA_APP_ID,
  AGORA_AREAS,
  AGORA_AUDIO_PROFILES,
  AGORA_FALLBACKS,
  AGORA_OPTIMIZATION_MODES,
  AGORA_STREAMS,
} from '../../../model/scenario/agora-settings.ts';
import { AGORA_VIDEO_PROFILES } from '../../../model/scenario/agora-video-profiles.ts';
import { section } from '../../reading/section.ts';
import { count, oneOf, pictureSize, quantity, text } from '../fields.ts';
import { secret } from '../secret.ts';
import { agoraEncryption } from './agora-encryption.ts';
import { AGORA_RULES } from './agora-rules.ts';
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
/** User accounts that the SDK's join() accepts. */
const ACCOUNT = /^[\x20-\x7e]{1,255}$/;
const USER_EXPECTED =
  'a user: a whole number from 1 to 4294967295, or a text of at most 255 ASCII characters in quotes';
const IPV4 = /^(\d{1,3}\.){3}\d{1,3}$/;
const DOMAIN = /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;
const SERVERS_EXPECTED = 'a list of IPv4 addresses or names of access points';

const dualStream = section('the low stream such as {size: 320x180, fps: 15, bitrate: 150 kbps}', {
  size: pictureSize(),
  fps: count(1, 60),
  bitrate: quantity('rate', { atLeast: '30 kbps', atMost: '10 Mbps' }),
  mode: oneOf(['always', 'auto'])
    .prefault('always')
    .describe('auto: sent only once Agora’s edge asks for it, as somebody wants it. Default always.'),
}).transform(({ size, fps, bitrate, mode }) => ({
  ...size,
  ...{ fps, bitrateBps: bitrate },
  ...(mode === 'auto' && { auto: true as const }),
}));

/** Builds the schema of a switch that is off unless set; false is the same as absent. */
const off = () => z.boolean({ error: 'true or false' }).transform((on) => on || undefined);

const AREAS_EXPECTED = `one of ${AGORA_AREAS.join(', ')}, or a list of such`;
const areas = z.union(
  [
    z.enum(AGORA_AREAS, { error: AREAS_EXPECTED }),
    z.array(z.enum(AGORA_AREAS), { error: AREAS_EXPECTED }).min(1, { error: AREAS_EXPECTED }),
  ],
  { error: AREAS_EXPECTED },
);

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
  area: areas.exactOptional().describe('Area in which servers may be, or a list of such. Default: Agora’s choice.'),
  excludedArea: oneOf(AGORA_AREAS).exactOptional().describe('Area left out of `area: GLOBAL`: CHINA, for example.'),
  cloudProxy: oneOf(['udp', 'tcp'])
    .exactOptional()
    .describe('Agora’s cloud proxy: udp (mode 3) or tcp (mode 5: TLS, port 443). Default: none.'),
  encryption: agoraEncryption
    .exactOptional()
    .describe('Built-in encryption, the same as everybody’s in the channel. Default: none.'),
  uids: oneOf(['number', 'string'])
    .prefault('number')
    .describe('Kind of user ids in the channel: number (default), or string.'),
  audienceLatency: oneOf(['low', 'ultra-low'])
    .prefault('ultra-low')
    .describe('Latency level of the audience: ultra-low (default, Interactive Live) or low (Broadcast Streaming).'),
  videoProfile: oneOf(AGORA_VIDEO_PROFILES)
    .exactOptional()
    .describe('Named encoder settings such as 720p_3, for what `video` does not say: size, fps, bitrate, bitrateMin.'),
  bitrateMin: quantity('rate', { atLeast: '1 kbps', atMost: '100 Mbps', example: '200 kbps' })
    .exactOptional()
    .describe('Lowest bitrate that the encoder may be driven to. Default: the profile’s, or the browser’s own.'),
  minDownscale: pictureSize()
    .exactOptional()
    .describe('Smallest picture when bandwidth is short, with vp8 and vp9. Default: the SDK’s.'),
  optimizationMode: oneOf(AGORA_OPTIMIZATION_MODES)
    .exactOptional()
    .describe('What is kept when bandwidth is short: balanced (the SDK’s default), detail or motion.'),
  audioProfile: oneOf(AGORA_AUDIO_PROFILES)
    .exactOptional()
    .describe('Named audio encoder settings such as high_quality_stereo, in place of `audio`.'),
  dualStream: dualStream.exactOptional().describe('A second, smaller picture beside the broadcast’s.'),
  fallback: oneOf(AGORA_FALLBACKS)
    .prefault('none')
    .describe(
      'Stream that viewers on a poor line may get instead of the high one; layers only of a native host. Default none.',
    ),
  stream: oneOf(AGORA_STREAMS)
    .exactOptional()
    .describe('Stream that viewers ask for: high (default) or low; layers only of a native host.'),
  autoSubscribe: off().exactOptional().describe('true: the edge sends media as soon as a viewer is in the channel.'),
  preload: off()
    .exactOptional()
    .describe('true: viewers load the channel before they join, as from a page that lists shows.'),
  presubscribe: off()
    .exactOptional()
    .describe('true: viewers ask for the host’s media without waiting for word that it is published.'),
  lastmileProbe: off()
    .exactOptional()
    .describe('true: the SDK’s last-mile probe runs before the take; its figures are shown beside ours.'),
  publish: z
    .enum(['own', 'none'], { error: 'own (default), or none where somebody else hosts the channel' })
    .prefault('own')
    .describe('none: somebody else hosts the channel.'),
  host: z
    .union([count(1, MAX_UID), z.string().regex(ACCOUNT)], { error: USER_EXPECTED })
    .exactOptional()
    .describe('With publish: none, the user to watch. Default: the first.'),
  accessPoint: accessPoint.exactOptional().describe('Access points of a private deployment of Agora’s servers.'),
})
  .check(({ value, issues }) => {
    for (const { path, isBroken, expected } of AGORA_RULES)
      if (isBroken(value)) issues.push({ code: 'custom', message: expected, input: value, path: [...path] });
  })
  .transform(({ tokenLifetime, bitrateMin, uids, autoSubscribe, preload, presubscribe, lastmileProbe, ...rest }) => ({
    ...rest,
    tokenLifetimeS: Math.round(tokenLifetime / 1000),
    ...(bitrateMin !== undefined && { bitrateMinBps: bitrateMin }),
    ...(uids === 'string' && { uids }),
    ...definedFields({ autoSubscribe, preload, presubscribe, lastmileProbe }),
  }));
