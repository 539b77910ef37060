import { counted } from '../../lib/counted.ts';
import type { Outcome, VerdictOutcome } from '../../model/result/verdict.ts';

/** The same words in both languages of the report. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

export type Language = keyof Text;
export const LANGUAGES = ['en', 'zh'] as const satisfies readonly Language[];

/** Text that is the same in every language: a name, a number, or something only known in English. */
export function plain(text: string): Text {
  return { en: text, zh: text };
}

/** Puts values where the words say {name}; English nouns are in the singular after a 1. */
export function fill(text: Text, values: Readonly<Record<string, string | number | Text>>): Text {
  const put = (language: Language) =>
    text[language].replace(/\{(\w+)\}/g, (whole, name: string) => {
      const value = values[name];
      if (value === undefined) return whole;
      return typeof value === 'object' ? value[language] : String(value);
    });
  return { en: counted(put('en')), zh: put('zh') };
}

export const COLON: Text = { en: ': ', zh: '：' };
/** Between sentences. */
export const GAP: Text = { en: ' ', zh: '' };
export const STOP: Text = { en: '.', zh: '。' };

export const OUTCOME_WORDS: Record<Outcome, Text> = {
  ready: { en: 'READY', zh: '可以开播' },
  'not-ready': { en: 'NOT READY', zh: '尚未就绪' },
  invalid: { en: 'INVALID', zh: '结果无效' },
};

export const VERDICT_WORDS: Record<VerdictOutcome, Text> = {
  pass: { en: 'pass', zh: '通过' },
  warn: { en: 'warn', zh: '警告' },
  fail: { en: 'fail', zh: '不通过' },
  uncertain: { en: 'too close', zh: '误差内' },
  'no-data': { en: 'no data', zh: '无数据' },
};

/** Everything else the report says, in the order of the page. */
export const WORDS = {
  title: { en: 'Readiness report', zh: '开播就绪报告' },
  language: { en: 'Language', zh: '语言' },
  skip: { en: 'Skip to the verdict', zh: '跳到结论' },
  facts: {
    en: '{regions} regions, {viewers} viewers, {duration} measured, {codec} {width}×{height} {fps} at {bitrate}',
    zh: '{regions} 个地区，{viewers} 位观众，测量 {duration}，{codec} {width}×{height} {fps}，{bitrate}',
  },

  // The verdict in one sentence.
  headlineReady: {
    en: 'Every region stayed within its limits.',
    zh: '所有地区都在限值之内。',
  },
  headlineReadyOnEdge: {
    en: 'Every region can watch, but something is close to its limit:',
    zh: '所有地区都能观看，但有指标接近限值：',
  },
  headlineNotReady: {
    en: 'Viewers would notice. What is wrong, and what to change:',
    zh: '观众会察觉到问题。问题所在与调整建议：',
  },
  headlineInvalid: {
    en: 'This rehearsal says nothing about the stream, good or bad. Put this right and run it again:',
    zh: '本次彩排无法说明直播的好坏。请先解决以下问题，再重新彩排：',
  },
  headlineInvalidUnexplained: {
    en: 'This rehearsal says nothing about the stream, good or bad. Run it again.',
    zh: '本次彩排无法说明直播的好坏。请重新彩排。',
  },
  advice: { en: 'What to do', zh: '怎么办' },
  invalidNumbers: {
    en: 'The numbers below are shown for finding the cause. They are not a judgement of the stream.',
    zh: '以下数字仅供查找原因，不代表对直播的评判。',
  },

  // One sentence a region and budget.
  fallbackSentence: { en: '{metric} is {actual}; the limit is {bound}', zh: '{metric}为 {actual}，限值 {bound}' },
  uncertainSentence: {
    en: '{metric}: {actual} {error} against {bound}, too close to call on a machine this strained',
    zh: '{metric}：{actual} {error}，限值 {bound}；以本机的负荷状况无法判定',
  },
  noDataSentence: { en: '{metric} could not be measured: {reason}', zh: '{metric}未能测得：{reason}' },
  noDataUnknown: { en: 'no reason was recorded', zh: '没有记录原因' },
  alsoMissed: { en: 'Also missed: {list}', zh: '另外未达标：{list}' },
  alsoClose: { en: 'Also close to the limit: {list}', zh: '另有接近限值：{list}' },
  invalidTakes: {
    en: 'Some of it proves nothing and was left out of the verdict:',
    zh: '以下部分不能作为依据，未计入结论：',
  },
  rateBelowFirstMile: {
    en: 'The studio line ({rate}) is below the stream’s {need}.',
    zh: '演播室上行线路（{rate}）低于直播码率 {need}。',
  },
  rateBelowHaul: {
    en: 'The cross-border link ({rate}) is below the {need} needed for its {viewers} viewers.',
    zh: '跨境链路（{rate}）低于其 {viewers} 位观众共需的 {need}。',
  },
  rateBelowAccess: {
    en: 'Its access line ({rate}) is below the stream’s {need}.',
    zh: '当地接入线路（{rate}）低于直播码率 {need}。',
  },
  queueDrops: {
    en: '{link} was full: {share} of packets were dropped in its queue.',
    zh: '{link}已拥塞：{share} 的数据包在队列中被丢弃。',
  },
  weatherDrops: {
    en: '{link} lost {share} of packets.',
    zh: '{link}丢失了 {share} 的数据包。',
  },
  pathDelay: {
    en: 'Distance alone costs {delay} one way; no setting changes that.',
    zh: '仅路径单程时延就有 {delay}，任何设置都无法降低。',
  },
  adviceBitrate: {
    en: 'Lower the video bitrate to {bitrate} or less, or use a faster line.',
    zh: '请将视频码率降到 {bitrate} 或更低，或换用更快的线路。',
  },
  adviceLine: {
    en: 'The line is too slow even for low-quality video: use a faster one.',
    zh: '该线路连低画质视频也无法承载，请换用更快的线路。',
  },
  linkFirstMile: { en: 'The studio line', zh: '演播室线路' },
  linkHaul: { en: 'The cross-border link', zh: '跨境链路' },
  linkAccess: { en: 'The access line of {viewer}', zh: '{viewer} 的接入线路' },

  // Regions.
  regions: { en: 'Regions', zh: '各地区' },
  regionsNote: {
    en: 'The worst viewer of a region decides, in its worst valid take.',
    zh: '每个地区以最差的有效轮次中最差的观众为准。',
  },
  metric: { en: 'Metric', zh: '指标' },
  limit: { en: 'Limit', zh: '限值' },
  actual: { en: 'Actual', zh: '实测' },
  outcome: { en: 'Outcome', zh: '结论' },
  worstViewer: { en: 'worst: {viewer}', zh: '最差：{viewer}' },
  worstViewerSeed: { en: 'worst: {viewer}, seed {seed}', zh: '最差：{viewer}，种子 {seed}' },
  warnLimit: { en: 'warns up to {limit}', zh: '警告上限 {limit}' },
  warnLimitAtLeast: { en: 'warns down to {limit}', zh: '警告下限 {limit}' },
  viewersOne: { en: '1 viewer', zh: '1 位观众' },
  viewersMany: { en: '{count} viewers', zh: '{count} 位观众' },
  notJudged: { en: 'not judged', zh: '不作评判' },
  noBudgets: { en: 'No limit is set for this region.', zh: '该地区未设限值。' },
  allNumbers: { en: 'All numbers, viewer by viewer', zh: '各观众全部数据' },

  // Timelines.
  timelines: { en: 'Second by second', zh: '逐秒变化' },
  timelinesNote: {
    en: 'Seconds since measuring began. A gap in a line is a second without data.',
    zh: '横轴为测量开始后的秒数。曲线断开处表示该秒没有数据。',
  },
  timelinesTake: { en: 'Take with {take}.', zh: '{take} 的轮次。' },
  moreCharts: { en: 'More charts: {count}', zh: '其他图表：{count}' },
  noSeries: { en: 'Nothing was recorded second by second.', zh: '没有逐秒记录。' },
  noPoints: { en: 'no data in any second', zh: '任何一秒都没有数据' },
  legendLimit: { en: 'limit', zh: '限值' },
  legendInvalid: { en: 'second the machine may have spoilt', zh: '可能受本机影响的秒' },
  lanesNote: { en: 'A mark’s height is the share of that second.', zh: '标记高度表示该秒内所占比例。' },

  // Network.
  network: { en: 'Network rehearsed', zh: '彩排网络' },
  networkNote: {
    en: 'What was asked of the emulated network. “Out” carries the stream to the viewer, “back” carries feedback to China.',
    zh: '对模拟网络的设定。“去程”把直播送往观众，“回程”把反馈送回中国。',
  },
  onAirAt: { en: 'on air {local} local time', zh: '当地时间 {local} 开播' },
  onAirIn: {
    en: 'On air {china} in China, {local} here ({zone}).',
    zh: '开播时间：中国 {china}，当地 {local}（{zone}）。',
  },
  segment: { en: 'Segment', zh: '路段' },
  firstMile: { en: 'First mile', zh: '首公里' },
  haul: { en: 'Haul', zh: '跨境段' },
  access: { en: 'Access', zh: '接入段' },
  wholePath: { en: 'Whole path', zh: '全程' },
  out: { en: 'out', zh: '去程' },
  back: { en: 'back', zh: '回程' },
  roundTripOf: { en: 'round trip {ms}', zh: '往返 {ms}' },
  lossEachWay: { en: 'loss {out} out, {back} back', zh: '丢包 去程 {out}，回程 {back}' },
  lossOf: { en: 'loss {share}', zh: '丢包 {share}' },
  burstLossOf: { en: 'loss {share}, in bursts', zh: '丢包 {share}，突发' },
  noLoss: { en: 'no loss', zh: '无丢包' },
  unlimited: { en: 'unlimited', zh: '不限' },

  links: { en: 'What the links did', zh: '链路实况' },
  linksNote: {
    en: 'Packets in the measured window, counted by the emulator itself.',
    zh: '测量时段内的数据包，由模拟器自行计数。',
  },
  link: { en: 'Link', zh: '链路' },
  packets: { en: 'Packets', zh: '数据包' },
  lostShare: { en: 'Lost in all', zh: '总丢包率' },
  noQueue: { en: 'nothing waited', zh: '无排队' },
  noLinks: { en: 'The links left no counters.', zh: '没有链路计数。' },

  // Takes, host, environment, method.
  takes: { en: 'Takes', zh: '各轮次' },
  takesNote: {
    en: 'A take is one run under one seed; another seed means other weather on the same network.',
    zh: '一个轮次即一个种子下的一次运行；换种子即在同一网络上换一种“天气”。',
  },
  seedOf: { en: 'seed {seed}', zh: '种子 {seed}' },
  seed: { en: 'Seed', zh: '种子' },
  networkOff: { en: 'The network was not what was asked:', zh: '网络与所设不符：' },
  notProbed: { en: 'not probed before the take', zh: '轮次开始前未探测' },
  missed: { en: 'Limits missed', zh: '未达标' },
  recording: { en: 'Recording', zh: '录制文件' },
  host: { en: 'The machine', zh: '本机' },
  hostNote: {
    en: 'Whether this machine kept up. Where it does not, the rehearsal’s clock is slowed; where that does not help, the result is invalid rather than not ready.',
    zh: '本机是否跟得上。跟不上时放慢彩排的时钟；仍跟不上，结果判为无效，而不是尚未就绪。',
  },
  cpuBusy: { en: 'CPU busy', zh: 'CPU 占用' },
  cpuSteal: { en: 'CPU taken by other machines', zh: '被其他虚拟机占用的 CPU' },
  environment: { en: 'Environment', zh: '环境' },
  backend: { en: 'Network backend', zh: '网络后端' },
  backendWhy: { en: 'Why this backend', zh: '选用原因' },
  method: { en: 'How it is measured', zh: '测量方法' },
  sourceOf: { en: 'Source: {source}', zh: '来源：{source}' },
  made: { en: 'Made by longhaul {version}, {startedAt}', zh: '由 longhaul {version} 生成，{startedAt}' },
} as const satisfies Record<string, Text>;
