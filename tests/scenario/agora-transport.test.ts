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
const LOW = '{size: 320x180, fps: 15, bitrate: 150 kbps}';

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

  it('reach the model in its units, secrets as references, and switches that are off not at all', async () => {
    const { scenario: loaded } = await loadText(
      scenario(`appId: ${APP_ID}, channel: c, area: GLOBAL, excludedArea: CHINA, cloudProxy: tcp, uids: string,
      encryption: {mode: aes-256-gcm2, key: {env: KEY}, salt: {file: salt.txt}}, bitrateMin: 200 kbps,
      optimizationMode: motion, audioProfile: high_quality_stereo, stream: low, autoSubscribe: true, preload: false,
      presubscribe: true, lastmileProbe: true, dualStream: {size: 320x180, fps: 15, bitrate: 150 kbps, mode: auto}`),
    );
    expect(loaded.broadcast.transport).toEqual({
      agora: {
        ...{ appId: APP_ID, channel: 'c', tokenLifetimeS: 3600, publish: 'own', audienceLatency: 'ultra-low' },
        ...{ area: 'GLOBAL', excludedArea: 'CHINA', cloudProxy: 'tcp', uids: 'string', bitrateMinBps: 200_000 },
        encryption: {
          mode: 'aes-256-gcm2',
          key: { env: 'KEY' },
          salt: { file: expect.stringMatching(/^\/.+salt.txt$/) },
        },
        ...{ optimizationMode: 'motion', audioProfile: 'high_quality_stereo', fallback: 'none', stream: 'low' },
        ...{ autoSubscribe: true, presubscribe: true, lastmileProbe: true },
        dualStream: { width: 320, height: 180, fps: 15, bitrateBps: 150_000, auto: true },
      },
    });
  });

  it('may name several areas, and the smallest picture', async () => {
    const settings = `appId: ${APP_ID}, channel: c, area: [ASIA, EUROPE], minDownscale: 640x360`;
    const inVp8 = (text: string) => scenario(text).replace('{bitrate: 1 Mbps}', '{codec: vp8, bitrate: 1 Mbps}');
    const { scenario: loaded } = await loadText(inVp8(settings));
    expect(loaded.broadcast.transport).toMatchObject({
      agora: { area: ['ASIA', 'EUROPE'], minDownscale: { width: 640, height: 360 } },
    });
    const pathsOf = async (text: string) => (await problemsOf(text)).map(({ path }) => path);
    expect(await pathsOf(inVp8(settings.replace('EUROPE', 'MOON')))).toEqual([`${AT}.area[1]`]);
    expect(await pathsOf(scenario(settings))).toEqual([`${AT}.minDownscale`]);
  });

  it('by name fill in the video, which counts more where it says something itself', async () => {
    const named = scenario(`appId: ${APP_ID}, channel: c, videoProfile: 720p_3`);
    const { scenario: written } = await loadText(named);
    expect(written.broadcast.video).toMatchObject({ width: 1280, height: 720, fps: 30, bitrateBps: 1_000_000 });
    const bare = named.replace('  video: {bitrate: 1 Mbps}\n', '');
    const variants = `variants: {low: {transport: {agora: {appId: ${APP_ID}, channel: c, videoProfile: 480p_8}}}}\n`;
    const { scenario: filled } = await loadText(bare + variants);
    expect(filled.broadcast.video).toMatchObject({ width: 1280, height: 720, fps: 30, bitrateBps: 1_710_000 });
    expect(filled.variants?.[0]?.broadcast.video).toMatchObject({
      width: 848,
      height: 480,
      fps: 15,
      bitrateBps: 610_000,
    });
  });

  it('by name leave a list where a map belongs for the schema to refuse', async () => {
    const named = scenario(`appId: ${APP_ID}, channel: c, videoProfile: 720p_3`);
    const problems = await problemsOf(named.replace('{bitrate: 1 Mbps}', '[1 Mbps]'));
    expect(problems.map(({ path }) => path)).toEqual(['broadcast.video']);
  });

  it.each([
    ['simulcast', 'simulcast: [{scaleDownBy: 2, bitrate: 300 kbps}]', 'video.simulcast', /dualStream/],
    [
      'layers that the SDK has not',
      'scalabilityMode: L1T3',
      'video.scalabilityMode',
      /one of L1T1, L2T3_KEY, L3T3_KEY/,
    ],
    ['layers in another codec', 'codec: av1, scalabilityMode: L3T3_KEY', 'video.scalabilityMode', /codec: vp9/],
    ['two ways to say what is kept', 'degradation: balanced', 'transport.agora.optimizationMode', /degradation/],
    ['more than the most', 'bitrate: 500 kbps', 'transport.agora.bitrateMin', /no more than .* 500 kbps/],
    ['a low stream above the high one', 'size: 480x270', 'transport.agora.dualStream.size', /no larger than .*480x270/],
  ])('%s is refused under Agora', async (_, video, path, expected) => {
    const low = 'dualStream: {size: 640x360, fps: 15, bitrate: 150 kbps}';
    const settings = `appId: ${APP_ID}, channel: c, optimizationMode: motion, bitrateMin: 800 kbps, ${low}`;
    const rate = video.includes('bitrate: 500 kbps') ? '' : 'bitrate: 1 Mbps, ';
    const problems = await problemsOf(scenario(settings).replace('{bitrate: 1 Mbps}', `{${rate}${video}}`));
    expect(problems.map((problem) => problem.path)).toEqual([`broadcast.${path}`]);
    expect(problems[0]?.expected).toMatch(expected);
  });

  it('about sound beside a named sound is refused', async () => {
    const text = scenario(`appId: ${APP_ID}, channel: c, audioProfile: high_quality`);
    const sounding = text.replace('  video:', '  audio: {bitrate: 96 kbps}\n  video:');
    const pathsOf = async (variants = '') => (await problemsOf(sounding + variants)).map(({ path }) => path);
    expect(await pathsOf()).toEqual(['broadcast.audio.bitrate']);
    // Told once, not again for each variant that has the same sound.
    expect(
      await pathsOf('variants: {low: {video: {bitrate: 500 kbps}}, quiet: {audio: {bitrate: 32 kbps}}}\n'),
    ).toEqual(['broadcast.audio.bitrate', 'variants.quiet.audio.bitrate']);
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
    [
      'nothing to fall back to',
      `appId: ${APP_ID}, channel: c, fallback: low-stream`,
      `${AT}.fallback`,
      /a dualStream beside/,
    ],
    ['a host beside our own', `appId: ${APP_ID}, channel: c, host: 7`, `${AT}.host`, /host only with publish: none/],
    [
      'an area left out of nothing',
      `appId: ${APP_ID}, channel: c, excludedArea: CHINA`,
      `${AT}.excludedArea`,
      /GLOBAL/,
    ],
    [
      'a key written down',
      `appId: ${APP_ID}, channel: c, encryption: {mode: aes-128-gcm, key: abc}`,
      `${AT}.encryption.key`,
      /where to find/,
    ],
    [
      'a cipher without its salt',
      `appId: ${APP_ID}, channel: c, encryption: {mode: aes-128-gcm2, key: {env: K}}`,
      `${AT}.encryption.salt`,
      /a salt, which aes-128-gcm2 takes/,
    ],
    [
      'a cloud proxy of a private deployment',
      `appId: ${APP_ID}, channel: c, cloudProxy: udp, accessPoint: {servers: [a.b], domain: b}`,
      `${AT}.cloudProxy`,
      /public cloud/,
    ],
    ['layers of our own host', `appId: ${APP_ID}, channel: c, stream: layer-1`, `${AT}.stream`, /native host/],
    ['a host of another kind', `appId: ${APP_ID}, channel: c, publish: none, host: anchor`, `${AT}.host`, /same kind/],
    [
      'asking ahead for nobody',
      `appId: ${APP_ID}, channel: c, publish: none, presubscribe: true`,
      `${AT}.presubscribe`,
      /a host beside/,
    ],
    ...[
      'bitrateMin: 200 kbps',
      'minDownscale: 640x360',
      'optimizationMode: motion',
      'audioProfile: high_quality',
      `dualStream: ${LOW}`,
    ].map((setting): [string, string, string, RegExp] => [
      `${setting} for somebody else’s host`,
      `appId: ${APP_ID}, channel: c, publish: none, ${setting}`,
      `${AT}.${setting.split(':')[0]}`,
      /nothing with publish: none/,
    ]),
    ['a slip of the pen', `appId: ${APP_ID}, chanel: c`, `${AT}.chanel`, /one of appId, channel/],
  ])('%s is reported at its place', async (_, settings, path, expected) => {
    const problems = await problemsOf(scenario(settings));
    const found = problems.find((problem) => problem.path === path);
    expect(found?.expected, JSON.stringify(problems)).toMatch(expected);
  });
});
