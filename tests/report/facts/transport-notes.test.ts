import { expect, it } from 'vitest';
import type { AgoraSettings } from '../../../src/model/scenario/agora-settings.ts';
import type { TransportChoice } from '../../../src/model/scenario/transport.ts';
import { transportNotes } from '../../../src/report/facts/transport-notes.ts';
import { formatTerminal } from '../../../src/report/formats/terminal.ts';
import { readyResult } from '../sample-result.ts';

const over = (transport: TransportChoice) => {
  const result = readyResult();
  return { ...result, scenario: { ...result.scenario, broadcast: { ...result.scenario.broadcast, transport } } };
};
const [publish, watch] = ['https://in.example.com/whip/key', 'https://out.example.com/whep'];

it.each<[TransportChoice, string | undefined]>([
  ['local', undefined],
  [{ whip: { publish, watch } }, 'Published by WHIP to in.example.com and watched by WHEP from out.example.com'],
  [{ whip: { watch } }, 'the stream is somebody else’s'],
  [{ whip: { publish } }, 'none of longhaul’s viewers watched'],
  [
    { whip: { publish: { env: 'STUDIO_URL' }, watch: { file: '/run/watch-url' } } },
    'by WHIP to $STUDIO_URL and watched by WHEP from /run/watch-url',
  ],
])('over %j the report says %s', (transport, words) => {
  const [note] = transportNotes(over(transport));
  expect(note?.en).toEqual(words === undefined ? undefined : expect.stringContaining(words));
  expect(note === undefined).toBe(note?.zh === undefined);
  // The path is left out: it contains stream keys.
  expect(note?.en ?? '').not.toContain('/key');
  if (words !== undefined) {
    const text = formatTerminal(over(transport), { width: 80, colour: false });
    expect(text.replace(/\s+/g, ' ')).toContain(words);
  }
});

it('says how well the clock is known if a time server was asked, for the worst of several takes', () => {
  const result = over({ whip: { watch } });
  const clock = { server: 'ntp.example.com:123', offsetMs: -12.3, roundTripMs: 4 };
  const [take] = result.takes;
  if (take === undefined) throw new Error('no take');
  const takes = [
    { ...take, clock: { ...clock, errorMs: 3 } },
    { ...take, clock: { ...clock, errorMs: 8 } },
  ];
  const [, note] = transportNotes({ ...result, takes });
  expect(note?.en).toContain('corrected by -12 ms, according to ntp.example.com:123, and is right to ± 8 ms');
  expect(note?.zh).toContain('± 8 ms');
});

const AGORA: AgoraSettings = {
  ...{ appId: '0'.repeat(32), channel: 'rehearsal', tokenLifetimeS: 3600, certificate: { env: 'CERT' } },
  ...{ audienceLatency: 'ultra-low', fallback: 'none', publish: 'own' },
};

it('says nothing of Agora’s settings where they are the SDK’s own', () =>
  expect(transportNotes(over({ agora: AGORA })).map(({ en }) => en)).toEqual([
    expect.stringContaining('Over the Agora channel rehearsal'),
  ]));

it('lists Agora’s settings, and no secret nor where one is', () => {
  const [, note] = transportNotes(
    over({
      agora: {
        ...AGORA,
        ...{ area: ['GLOBAL'], excludedArea: 'CHINA', cloudProxy: 'tcp', uids: 'string', lastmileProbe: true },
        encryption: { mode: 'aes-256-gcm2', key: { env: 'MY_KEY' }, salt: { file: '/run/salt' } },
        ...{
          videoProfile: '720p_3',
          bitrateMinBps: 300_000,
          optimizationMode: 'motion',
          minDownscale: { width: 640, height: 360 },
        },
        audioProfile: 'high_quality_stereo',
        dualStream: { width: 320, height: 180, fps: 15, bitrateBps: 150_000, auto: true },
        ...{ audienceLatency: 'low', fallback: 'audio-only', stream: 'low' },
        ...{ autoSubscribe: true, preload: true, presubscribe: true },
      },
    }),
  );
  expect(note).toEqual({
    en: 'Agora’s settings: servers in GLOBAL without CHINA; cloud proxy over TCP (mode 5); encryption aes-256-gcm2; users with text ids; last-mile probe before the take; encoder settings 720p_3; at least 300 kbps; no picture below 640×360; optimization mode motion; sound high_quality_stereo; low stream 320×180 15 fps at 150 kbps, on demand; audience latency low (Broadcast Streaming); fallback audio-only; viewers ask for the low stream; autoSubscribe; preload; presubscribe.',
    zh: '声网设置：服务器区域 GLOBAL（不含 CHINA）；云代理 TCP（模式 5）；加密 aes-256-gcm2；字符串用户 ID；开始前网络质量探测；编码参数 720p_3；最低码率 300 kbps；分辨率不低于 640×360；传输优化模式 motion；音频编码 high_quality_stereo；小流 320×180 15 fps，150 kbps，按需发送；观众延迟级别 low（极速直播）；回退 audio-only；观众订阅 low 流；autoSubscribe（自动订阅）；preload（预加载频道）；presubscribe（预订阅）。',
  });
});
