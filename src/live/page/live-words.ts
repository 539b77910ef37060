import type { Text } from '../../report/messages/words.ts';
import type { IncidentKind, NetworkRow, Phase, ShownMetric, SoFar } from '../live-message.ts';

export const PHASE_WORDS: Readonly<Record<Phase, Text>> = {
  waiting: { en: 'not begun yet', zh: '尚未开始' },
  preparing: { en: 'building the network', zh: '正在搭建网络' },
  joining: { en: 'viewers join, the stream warms up', zh: '观众进入直播，预热中' },
  measuring: { en: 'measuring', zh: '测量中' },
  replacing: { en: 'playing on, for what the machine spoilt', zh: '补测被本机干扰的时段' },
  ending: { en: 'the take ends', zh: '本轮收尾中' },
  judging: { en: 'measuring and judging the recordings', zh: '正在根据录制数据评判' },
  finished: { en: 'finished', zh: '已完成' },
  stopped: { en: 'ended without a verdict', zh: '已结束，没有结论' },
};

export const SO_FAR_WORDS: Readonly<Record<SoFar, Text>> = {
  pass: { en: 'So far within all limits', zh: '目前均达标' },
  warn: { en: 'So far close to a limit', zh: '目前有指标临近界限' },
  fail: { en: 'So far over a limit', zh: '目前有指标未达标' },
  'no-data': { en: 'So far something is not known', zh: '目前有指标缺数据' },
  unknown: { en: 'Nothing measured yet', zh: '尚无测量数据' },
};

export const METRIC_WORDS: Readonly<Record<ShownMetric, Text>> = {
  stutterRate: { en: 'Stutter', zh: '卡顿' },
  latency: { en: 'Latency', zh: '延迟' },
  packetLoss: { en: 'Packet loss', zh: '丢包' },
  clarity: { en: 'Clarity (SSIM)', zh: '清晰度（SSIM）' },
  videoBitrate: { en: 'Video bitrate', zh: '视频码率' },
};

export const NETWORK_ROW_WORDS: Readonly<Record<keyof NetworkRow & ('0' | '1' | '2' | '3'), Text>> = {
  0: { en: 'Delay asked, one way out', zh: '设定的单程延迟' },
  1: { en: 'Loss asked', zh: '设定的丢包' },
  2: { en: 'Capacity in force', zh: '当前可用带宽' },
  3: { en: 'Longest wait in a queue', zh: '最长排队时间' },
};

export const LIVE_INCIDENT_WORDS: Readonly<Record<IncidentKind, Text>> = {
  freeze: { en: 'picture stood still', zh: '画面停住' },
  'audio-gap': { en: 'no sound', zh: '没有声音' },
  'clarity-collapse': { en: 'picture lost its clarity', zh: '画面突然变糊' },
  'join-failure': { en: 'an attempt to join failed', zh: '一次进入直播失败' },
  'publish-failed': { en: 'an attempt to publish failed', zh: '一次推流失败' },
  crashed: { en: 'crashed', zh: '崩溃' },
  'page-error': { en: 'error in its page', zh: '页面出错' },
  disconnected: { en: 'connection lost', zh: '连接断开' },
  'stopped-early': { en: 'the take stopped early', zh: '本轮提前结束' },
};

export const LIVE_WORDS = {
  title: { en: 'Rehearsal under way', zh: '彩排进行中' },
  connecting: { en: 'Connecting…', zh: '正在连接……' },
  lost: { en: 'Connection lost; trying again. Nothing is missed.', zh: '连接已断开，正在重试，不会丢失数据。' },
  refused: {
    en: 'This address needs its token: open the whole address that the terminal shows.',
    zh: '此地址需要令牌：请打开终端中显示的完整地址。',
  },
  progress: { en: '{phase}: {done} of {all}', zh: '{phase}：已得 {done}，共 {all}' },
  take: { en: 'take {ordinal} of {count}, seed {seed}', zh: '第 {ordinal} 轮（共 {count} 轮），种子 {seed}' },
  variant: { en: 'variant {variant}', zh: '方案 {variant}' },
  again: { en: 'again, because the machine spoilt it', zh: '因受本机干扰而重跑' },
  slowed: { en: 'the stream’s clock goes at {speed}', zh: '直播时钟以 {speed} 速度运行' },
  soFarNote: {
    en: 'Of the window so far, and some two seconds behind. Nothing here is the verdict: that is in the report, which also knows what the machine’s own strain may have changed.',
    zh: '仅为目前已测量的部分，比实况晚约两秒。此处并非结论；结论见报告，报告还会计入本机负荷可能造成的偏差。',
  },
  spoilt: {
    en: 'The machine spoilt {count} s; they are played again at the end. The numbers here still hold them, the report leaves them out.',
    zh: '有 {count} 秒受本机干扰，将在末尾补测。此处数字仍包含这些时段，报告会将其剔除。',
  },
  budgets: { en: 'Limits, so far', zh: '各项要求（目前）' },
  metric: { en: 'Metric', zh: '指标' },
  soFar: { en: 'So far', zh: '目前' },
  limit: { en: 'Limit', zh: '要求' },
  later: { en: 'at the end', zh: '结束时给出' },
  seconds: { en: 'Second by second', zh: '逐秒' },
  secondsNote: {
    en: 'Solid: the middle one of the region’s viewers; dotted: the worst. Dashed red: the limit. Shaded: the network made worse on purpose.',
    zh: '实线为该地区居中的观众，点线为最差的观众；红色虚线为界限；阴影为有意加剧的网络状况。',
  },
  silent: { en: '{count} of {all} viewers have not answered', zh: '{all} 位观众中有 {count} 位无应答' },
  network: { en: 'The network beneath', zh: '网络状况' },
  machine: { en: 'This machine', zh: '本机' },
  busy: { en: 'CPUs in use', zh: 'CPU 占用' },
  factor: { en: 'Real time over the stream’s own', zh: '真实时间与直播时间之比' },
  incidents: { en: 'Incidents', zh: '异常' },
  noIncidents: { en: 'None so far.', zh: '目前没有。' },
  incidentsMore: { en: '{count} in all; the latest are shown.', zh: '共 {count} 处，仅显示最近的。' },
  lasted: { en: 'for {time}', zh: '历时 {time}' },
  pictures: { en: 'What viewers see', zh: '观众看到的画面' },
  noPictures: { en: 'No picture yet.', zh: '还没有画面。' },
  earlier: { en: 'Earlier takes', zh: '此前各轮' },
  nothing: { en: 'Nothing was measured', zh: '没有测到任何数据' },
  report: { en: 'Open the report', zh: '打开报告' },
  reportAt: { en: 'On the machine that rehearsed: {path}', zh: '报告位于彩排所用的机器上：{path}' },
  noReport: { en: 'The report could not be fetched.', zh: '未能取得报告。' },
} as const satisfies Record<string, Text>;
