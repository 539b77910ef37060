import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { scenarioOutline } from '../../../src/commands/show/scenario-outline.ts';
import { readClip } from '../../../src/scenario/clips/read-clip.ts';
import { vocabulary as words } from '../../../src/verdict/vocabulary.ts';
import { loadText } from '../../scenario/load-text.ts';

const clip = fileURLToPath(new URL('../../fixtures/clips/phone.mp4', import.meta.url));
const SCENARIO = `name: outline
broadcast:
  source: {file: ${clip}}
  transport: {whip: {publish: "https://a.example/whip", watch: "https://a.example/whep"}}
  video: {size: 1920x1080, bitrate: 4 Mbps, simulcast: [{scaleDownBy: 1.5, bitrate: 1.5 Mbps}]}
  firstMile: {rtt: 20 ms, up: 10 Mbps, down: 50 Mbps, crossTraffic: [{kind: udp, way: up, rate: 2 Mbps}]}
  haul: {rtt: 180 ms, jitter: 5 ms, loss: {out: 0.2 %, back: 2 %}}
regions:
  - {region: Cairo, access: {extends: mobile-peak, down: 3 Mbps}}
`;

test('says all of a line written in place, in both languages, and what else it understood', async () => {
  const { scenario } = await loadText(SCENARIO, { words });
  const rows = scenarioOutline(scenario, words.metrics, await readClip(clip));
  const row = (title: string) => rows.find(([name]) => name.en === title)?.[1];
  expect(row('Sends')?.en).toContain(`${clip} (H.264, 320x180, 1 s, AAC), h264 1920x1080`);
  expect(row('Sends')?.en).toContain('simulcast 1280x720 at 1.5 Mbps, 5.5 Mbps of picture in all');
  expect(row('Real way')?.en).toContain('comes on top of the lines emulated below');
  expect(row('First mile')).toEqual({
    en: 'round trip 20 ms, no loss, 10 Mbps, queue 300 ms, other traffic: 1 x UDP at 2 Mbps, on the way back 50 Mbps',
    zh: '往返 20 ms，无丢包，10 Mbps，队列 300 ms，其他流量：UDP 2 Mbps，1 路，回程 50 Mbps',
  });
  expect(row('Egypt (Cairo)')).toEqual({
    en: '1 viewer, mobile, congested evening, round trip 120 ms, ± 40 ms, loss 1.5 %, in bursts, 3 Mbps, queue 500 ms, on the way back 1 Mbps; from China: round trip 180 ms, ± 5 ms, loss 0.2 %, on the way back loss 2 %',
    zh: '1 位观众，移动网络（晚高峰拥塞），往返 120 ms，± 40 ms，丢包率 1.5%，突发，3 Mbps，队列 500 ms，回程 1 Mbps；跨境段：往返 180 ms，± 5 ms，丢包率 0.2%，回程丢包率 2%',
  });
});
