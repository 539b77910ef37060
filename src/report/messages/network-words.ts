import type { TakeResult } from '../../model/result/result.ts';
import { fill, type Text } from './words.ts';

/** Texts about the network: what was asked of it, who emulated it, what its links counted. */
export const NETWORK_WORDS = {
  title: { en: 'Network rehearsed', zh: '彩排网络' },
  note: {
    en: 'What was asked of the emulated network. “Out” carries the stream to the viewer, “back” carries feedback to China.',
    zh: '对模拟网络的设定。“去程”把直播流送往观众，“回程”把反馈送回中国。',
  },
  onAirAt: { en: 'on air {local} local time', zh: '当地时间 {local} 开播' },
  onAirIn: {
    en: 'On air {china} in China, {local} here ({zone}).',
    zh: '开播时间：中国 {china}，当地 {local}（{zone}）。',
  },

  // Segments and directions.
  segment: { en: 'Segment', zh: '路段' },
  firstMile: { en: 'First mile', zh: '推流首段' },
  haul: { en: 'Haul', zh: '跨境段' },
  ofVariant: { en: 'Lines of {name}', zh: '{name} 的线路' },
  access: { en: 'Access', zh: '接入段' },
  wholePath: { en: 'Whole path', zh: '全程' },
  out: { en: 'out', zh: '去程' },
  back: { en: 'back', zh: '回程' },
  onlyOut: { en: 'out only', zh: '仅去程' },
  onlyBack: { en: 'back only', zh: '仅回程' },
  ofFirstMile: { en: 'first mile', zh: '推流首段' },
  ofHaul: { en: 'haul of {of}', zh: '{of} 跨境段' },
  ofHauls: { en: 'every haul', zh: '所有跨境段' },
  ofAccess: { en: 'access of {of}', zh: '{of} 接入段' },
  ofAccesses: { en: 'every access', zh: '所有接入段' },
  linkFirstMileOut: { en: 'first mile (out)', zh: '推流首段去程' },
  linkFirstMileBack: { en: 'first mile (back)', zh: '推流首段回程' },
  linkHaulOut: { en: 'haul of {of} (out)', zh: '{of} 跨境段去程' },
  linkHaulBack: { en: 'haul of {of} (back)', zh: '{of} 跨境段回程' },
  linkAccessOut: { en: 'access of {of} (out)', zh: '{of} 接入段去程' },
  linkAccessBack: { en: 'access of {of} (back)', zh: '{of} 接入段回程' },

  // Settings of a whole path.
  roundTripOf: { en: 'round trip {ms}', zh: '往返延迟 {ms}' },
  lossEachWay: { en: 'loss {out} out, {back} back', zh: '丢包率 去程 {out}，回程 {back}' },
  lossOf: { en: 'loss {share}', zh: '丢包率 {share}' },
  burstLossOf: { en: 'loss {share}, in bursts', zh: '丢包率 {share}，突发' },
  noLoss: { en: 'no loss', zh: '无丢包' },
  unlimited: { en: 'unlimited', zh: '不限速' },

  // Settings of one direction of a segment.
  writtenHere: { en: 'defined in the scenario', zh: '场景内自定义' },
  jitterNormal: { en: 'jitter {ms}, normal', zh: '抖动 {ms}，正态分布' },
  jitterPareto: { en: 'jitter {ms}, Pareto', zh: '抖动 {ms}，帕累托分布' },
  jitterReorders: { en: 'packets may overtake', zh: '数据包会乱序' },
  traceOf: { en: 'rate of {trace}, {rate} on average', zh: '速率按轨迹 {trace} 变化，平均 {rate}' },
  queueOf: { en: 'queue {size}', zh: '队列 {size}' },
  packetsOf: { en: '{count} packets', zh: '{count} 个包' },
  codel: { en: 'kept short by CoDel', zh: '由 CoDel 控制队列' },
  fqCodel: { en: 'a queue for each flow, kept short by FQ-CoDel', zh: '按流分队列，由 FQ-CoDel 控制' },
  dualPi2: { en: 'two queues, one of them for L4S, by DualPI2', zh: '由 DualPI2 控制的双队列，其一供 L4S 使用' },
  ecn: { en: 'marks instead of dropping (ECN)', zh: '以 ECN 标记代替丢包' },
  l4sStep: { en: 'L4S packets marked after waiting {ms}', zh: 'L4S 包排队超过 {ms} 即标记' },
  mtu: { en: 'MTU {size}', zh: 'MTU {size}' },
  icmpSilent: { en: 'routers send no ICMP', zh: '路由器不发送 ICMP' },
  udpBlocked: { en: 'UDP blocked', zh: 'UDP 被封锁' },
  crossUdp: { en: 'other traffic: {count} x UDP at {rate}', zh: '其他流量：UDP {rate}，{count} 路' },
  crossUdpBursts: {
    en: 'other traffic: {count} x UDP at {rate}, for {on} with pauses of {off} on average',
    zh: '其他流量：UDP {rate}，{count} 路，平均持续 {on}、间歇 {off}',
  },
  crossTcp: {
    en: 'other traffic: {count} x TCP (a model of {control})',
    zh: '其他流量：TCP（{control} 模型），{count} 路',
  },
  crossRtc: {
    en: 'other traffic: {count} x WebRTC video (a model), {rate} at most',
    zh: '其他流量：WebRTC 视频（模型），{count} 路，每路最高 {rate}',
  },
  crossTcpTransfers: {
    en: 'other traffic: {count} x TCP (a model of {control}), {least} to {most} at a time with pauses of {off} on average',
    zh: '其他流量：TCP（{control} 模型），{count} 路，每次 {least} 至 {most}，平均间歇 {off}',
  },
  duplicates: { en: '{share} duplicated', zh: '{share} 的包重复' },
  corrupts: { en: '{share} corrupted', zh: '{share} 的包损坏' },
  reorders: { en: '{share} sent ahead', zh: '{share} 的包提前发送' },
  reordersGap: {
    en: '{share} of every {gap}th sent ahead',
    zh: '每 {gap} 个包取一个，其中 {share} 提前发送',
  },
  late: { en: '{share} late by {ms}', zh: '{share} 的包迟到 {ms}' },
  grants: { en: 'sent at grants every {ms}', zh: '每 {ms} 调度一次发送' },
  aggregates: { en: 'sent in batches about every {ms}', zh: '约每 {ms} 聚合发送一次' },
  handovers: { en: 'handover about every {every}: packets wait {ms}', zh: '约每 {every} 切换一次，数据包等待 {ms}' },
  promotes: { en: 'after {idle} idle, packets wait {ms}', zh: '空闲 {idle} 后数据包等待 {ms}' },
  from: { en: '{what} from {time}', zh: '{time} 起 {what}' },
  again: { en: 'repeats every {time}', zh: '每 {time} 重复' },
  more: { en: '{count} more', zh: '另有 {count} 项' },
  delayOf: { en: 'delay {ms}', zh: '延迟 {ms}' },
  held: { en: 'packets wait', zh: '数据包等待' },
  cappedAt: { en: 'at most {rate}', zh: '最多 {rate}' },
  cappedFor: { en: '{what} {span}', zh: '{span} {what}' },
  darkAt: { en: 'blackout {span}', zh: '{span} 中断' },

  // Events during the run.
  events: { en: 'Events during the run', zh: '途中事件' },
  event: { en: 'event', zh: '事件' },
  blackout: { en: 'blackout', zh: '中断' },
  eventDark: { en: 'nothing passes', zh: '全部丢失' },
  eventLoss: { en: '{share} lost', zh: '丢包 {share}' },
  eventDelay: { en: '+{ms}', zh: '延迟 +{ms}' },

  // Backend that emulated it.
  shapedBy: { en: 'Shaped by {backend}: {what}.', zh: '由 {backend} 模拟：{what}。' },
  realTime: {
    en: 'It had real-time priority ({got}), so that a busy program does not hold up packets.',
    zh: '其具有实时优先级（{got}），其他繁忙程序不会延误数据包。',
  },
  noRealTime: {
    en: 'It had no real-time priority ({got}); a busy machine holds up packets.',
    zh: '其没有实时优先级（{got}），本机繁忙时数据包会被延误。',
  },

  // Counters of the links.
  links: { en: 'What the links did', zh: '链路实况' },
  linksNote: {
    en: 'Packets in the measured window, counted by the emulator itself.',
    zh: '测量时段内的数据包，由模拟器自行计数。',
  },
  link: { en: 'Link', zh: '链路' },
  packets: { en: 'Packets', zh: '数据包' },
  lostShare: { en: 'Lost in all', zh: '总丢包率' },
  waits: { en: 'Queue wait: median · p95 · max', zh: '排队：中位数 · p95 · 最长' },
  noQueue: { en: 'nothing waited', zh: '无排队' },
  meanDelay: { en: 'Mean delay', zh: '平均延迟' },
  rateRange: { en: 'Rate available', zh: '可用速率' },
  rateFromTo: { en: '{least} to {most}', zh: '{least} 至 {most}' },
  unchanged: { en: 'as asked', zh: '与设定相同' },
  carried: { en: '{size} carried', zh: '传输 {size}' },
  duplicated: { en: '{count} duplicated', zh: '重复 {count}' },
  marked: { en: '{count} marked (ECN)', zh: 'ECN 标记 {count}' },
  causeUdpBlocked: { en: 'refused (UDP blocked)', zh: '被拒绝（UDP 封锁）' },
  causeMtu: { en: 'too large (MTU)', zh: '超过 MTU' },
  crossCarried: {
    en: 'other traffic: {size} carried, {count} packets lost',
    zh: '其他流量：传输 {size}，丢包 {count}',
  },
  corrupted: { en: '{count} corrupted', zh: '损坏 {count}' },
  reordered: { en: '{count} sent ahead', zh: '提前发送 {count}' },
  noLinks: { en: 'The links left no counters.', zh: '没有链路计数。' },
} as const satisfies Record<string, Text>;

/** Each backend in half a sentence. */
const BACKENDS: Readonly<Record<string, Text>> = {
  tun: {
    en: 'longhaul’s own router passes every packet between network namespaces',
    zh: 'longhaul 自带的路由器在各网络命名空间之间转发每个数据包',
  },
  netem: {
    en: 'the Linux kernel’s netem shapes links between network namespaces',
    zh: '由 Linux 内核的 netem 对各网络命名空间之间的链路整形',
  },
  relay: {
    en: 'a relay passes the media’s UDP packets, without privileges; other traffic is not shaped',
    zh: '由无需特权的 UDP 中继转发媒体数据包，其余流量不整形',
  },
  none: { en: 'the network never came up', zh: '网络未能启动' },
};
const OTHER_BACKEND: Text = { en: 'see its detail', zh: '见其详细信息' };

/** Says which backend emulated the network, and whether it had the priority to do so on time. */
export function backendSentences({ network }: TakeResult): Text[] {
  const known = Object.hasOwn(BACKENDS, network.backend) ? BACKENDS[network.backend] : undefined;
  const sentence = fill(NETWORK_WORDS.shapedBy, { backend: network.backend, what: known ?? OTHER_BACKEND });
  const got = network.detail?.scheduling;
  if (typeof got !== 'string') return [sentence];
  const isRealTime = /^SCHED_(FIFO|RR)/.test(got);
  return [sentence, fill(isRealTime ? NETWORK_WORDS.realTime : NETWORK_WORDS.noRealTime, { got })];
}
