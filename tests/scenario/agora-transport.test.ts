import { describe, expect, it } from 'vitest';
import { loadText, problemsOf } from './load-text.ts';

const APP_ID = '0123456789abcdef0123456789abcdef';
const scenario = (settings: string) => `name: agora
duration: 20s
broadcast:
  transport:
    agora: {${settings}}
  video: {bitrate: 1 Mbps}
regions: [{region: sea-sg, access: fixed}]
`;
const AT = 'broadcast.transport.agora';

describe('the settings of Agora', () => {
  it('need no more than an app ID and a channel', async () => {
    const { scenario: loaded } = await loadText(scenario(`appId: ${APP_ID}, channel: rehearsal`));
    expect(loaded.broadcast.transport).toEqual({
      agora: {
        ...{ appId: APP_ID, channel: 'rehearsal', tokenLifetimeS: 3600 },
        ...{ audienceLatency: 'ultra-low', fallback: 'none', publish: 'own' },
      },
    });
  });

  it('are converted to our units, and secrets stay references', async () => {
    const { scenario: loaded } = await loadText(
      scenario(`appId: {env: AGORA_APP_ID}, channel: show, certificate: {env: CERT}, tokenLifetime: 90 s, area: CHINA,
      audienceLatency: low, dualStream: {size: 320x180, fps: 15, bitrate: 150 kbps}, fallback: low-stream,
      accessPoint: {servers: [10.0.0.5], domain: agora.example.com}`),
    );
    expect(loaded.broadcast.transport).toEqual({
      agora: {
        ...{ appId: { env: 'AGORA_APP_ID' }, channel: 'show', certificate: { env: 'CERT' }, tokenLifetimeS: 90 },
        ...{ area: 'CHINA', audienceLatency: 'low', fallback: 'low-stream', publish: 'own' },
        dualStream: { width: 320, height: 180, fps: 15, bitrateBps: 150_000 },
        accessPoint: { servers: ['10.0.0.5'], domain: 'agora.example.com', port: 443 },
      },
    });
  });

  it('find files relative to the scenario', async () => {
    const trust = 'accessPoint: {servers: [a.example.com], domain: example.com, trust: {file: cert.pem}}';
    const { scenario: loaded } = await loadText(
      scenario(`appId: ${APP_ID}, channel: c, token: {file: t.txt}, ${trust}`),
    );
    expect(JSON.stringify(loaded.broadcast.transport)).toMatch(
      /"token":\{"file":"\/.+\/t\.txt"\}.+"file":"\/.+\/cert\.pem"/,
    );
  });

  it.each([
    ['no app ID', 'channel: c', `${AT}.appId`, /32 hexadecimal digits/],
    ['an app ID that is none', 'appId: my-app, channel: c', `${AT}.appId`, /32 hexadecimal digits/],
    ['no channel', `appId: ${APP_ID}`, `${AT}.channel`, /a channel’s name/],
    ['a channel’s name that Agora refuses', `appId: ${APP_ID}, channel: 直播`, `${AT}.channel`, /at most 64/],
    [
      'both token and certificate',
      `appId: ${APP_ID}, channel: c, token: {env: T}, certificate: {env: C}`,
      AT,
      /one of token, tokenCommand and certificate/,
    ],
    [
      'a secret written down',
      `appId: ${APP_ID}, channel: c, certificate: ${APP_ID}`,
      `${AT}.certificate`,
      /where to find/,
    ],
    [
      'a token that would end before it is renewed',
      `appId: ${APP_ID}, channel: c, certificate: {env: C}, tokenLifetime: 10 s`,
      `${AT}.tokenLifetime`,
      /31 s/,
    ],
    ['an unknown area', `appId: ${APP_ID}, channel: c, area: MOON`, `${AT}.area`, /one of GLOBAL, CHINA/],
    ['nothing to fall back to', `appId: ${APP_ID}, channel: c, fallback: low-stream`, `${AT}.fallback`, /a dualStream beside/],
    ['a host beside our own', `appId: ${APP_ID}, channel: c, host: 7`, `${AT}.host`, /host only with publish: none/],
    ['a slip of the pen', `appId: ${APP_ID}, chanel: c`, `${AT}.chanel`, /one of appId, channel/],
  ])('%s is reported at its place', async (_, settings, path, expected) => {
    const problems = await problemsOf(scenario(settings));
    const found = problems.find((problem) => problem.path === path);
    expect(found?.expected, JSON.stringify(problems)).toMatch(expected);
  });
});
