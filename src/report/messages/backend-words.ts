import type { TakeResult } from '../../model/result/result.ts';
import { NETWORK_WORDS } from './network-words.ts';
import { fill, plain, type Text } from './words.ts';

const KINDS: Readonly<Record<string, Text>> = {
  tun: NETWORK_WORDS.tun,
  netem: NETWORK_WORDS.netem,
  relay: NETWORK_WORDS.relay,
  none: NETWORK_WORDS.none,
};

/** Names of what backends say of themselves; other keys are shown as they are. */
const DETAIL_NAMES: ReadonlyMap<string, Text> = new Map([
  ['scheduling', { en: 'Priority it got', zh: '所获优先级' }],
  ['mode', { en: 'Mode', zh: '模式' }],
  ['capacityPackets', { en: 'Packets it can hold', zh: '可容纳数据包' }],
  ['weatherStepMs', { en: 'Step of the weather (ms)', zh: '天气步长（毫秒）' }],
  ['queueSampleMs', { en: 'Queues looked at every (ms)', zh: '队列采样间隔（毫秒）' }],
  ['tcpCongestionControl', { en: 'TCP congestion control', zh: 'TCP 拥塞控制' }],
]);

/** Who shaped the network and how well it was placed to, in words. */
export function backendSentences({ network }: TakeResult): Text[] {
  const what = Object.hasOwn(KINDS, network.backend) ? KINDS[network.backend] : undefined;
  const sentences = [
    fill(NETWORK_WORDS.shapedBy, { backend: network.backend, what: what ?? NETWORK_WORDS.otherBackend }),
  ];
  const got = network.detail?.scheduling;
  if (typeof got !== 'string') return sentences;
  const isRealTime = /^SCHED_(FIFO|RR)/.test(got);
  return [...sentences, fill(isRealTime ? NETWORK_WORDS.realTime : NETWORK_WORDS.noRealTime, { got })];
}

/** Everything else the backend says, name and value. */
export function backendDetails({ network }: TakeResult): (readonly [Text, string])[] {
  return Object.entries(network.detail ?? {}).map(([key, value]) => [
    DETAIL_NAMES.get(key) ?? plain(key),
    String(value),
  ]);
}
