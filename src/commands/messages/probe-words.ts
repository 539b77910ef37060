import type { Text } from '../../report/messages/words.ts';

/** Texts of `probe`. */
export const PROBE_WORDS = {
  listening: {
    en: 'UDP port {port} answers whoever has the token, and nobody else, with no more than it was sent.',
    zh: 'UDP 端口 {port} 只应答持有令牌的一方，且发回的数据不会多于收到的数据。',
  },
  otherEnd: {
    en: 'At the other end: longhaul probe THIS-HOST:{port} --token {token}',
    zh: '请在另一端运行：longhaul probe 本机地址:{port} --token {token}',
  },
  ending: { en: 'Ctrl-C ends it.', zh: '按 Ctrl-C 结束。' },
  probedFrom: { en: 'probed from {from}', zh: '正在被 {from} 探测' },
  plan: {
    en: 'This sends at most {mb} MB each way, never faster than {mbps} Mbps, for about {minutes} min. While a queue is filled (at most 3 s each way) others on this line feel it.',
    zh: '每个方向最多发送 {mb} MB，速率不超过 {mbps} Mbps，约需 {minutes} 分钟。填满队列时（每个方向最多 3 秒），同一线路上的其他人会受影响。',
  },
  times: { en: '{times} times, one every {every} min.', zh: '共 {times} 次，每 {every} 分钟一次。' },
  written: {
    en: 'written: {file}\nIn a scenario: catalog: {file}, and access: {name} in a region.',
    zh: '已写入：{file}\n在场景中写 catalog: {file}，并在地区中写 access: {name}。',
  },
  roundTrip: { en: 'round trip: {rtt}', zh: '往返延迟：{rtt}' },
  oneWay: { en: 'one way: up {up}, down {down}', zh: '单程延迟：上行 {up}，下行 {down}' },
  noOneWay: {
    en: 'one way: not told by two clocks that may differ (--synchronised where they agree)',
    zh: '单程延迟：两端时钟可能不一致，无法得出（时钟一致时加 --synchronised）',
  },
  up: { en: 'up (away from here)', zh: '上行（从本机发出）' },
  down: { en: 'down', zh: '下行' },
  rate: { en: 'rate', zh: '带宽' },
  loss: { en: 'loss', zh: '丢包' },
  burst: { en: 'mean burst of losses', zh: '平均连续丢包' },
  jitter: { en: 'jitter ±', zh: '抖动 ±' },
  queue: { en: 'queue', zh: '缓冲队列' },
  notMeasured: { en: 'not measured', zh: '未测出' },
  noLoss: { en: 'no loss', zh: '无丢包' },
  single: { en: 'single losses, or too few to tell', zh: '零星丢包，或数量太少无法判断' },
  atLeast: { en: 'at least {value}', zh: '至少 {value}' },
} as const satisfies Record<string, Text>;
