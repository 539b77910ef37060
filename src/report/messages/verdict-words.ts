import type { Result } from '../../model/result/result.ts';
import type { Outcome, Verdict, VerdictOutcome } from '../../model/result/verdict.ts';
import { wholePercent } from '../facts/mean-host.ts';
import { formatQuantity } from '../text/format.ts';
import { fill, type Text } from './words.ts';

export const OUTCOME_WORDS: Record<Outcome, Text> = {
  ready: { en: 'READY', zh: '可以开播' },
  'not-ready': { en: 'NOT READY', zh: '尚未就绪' },
  invalid: { en: 'INVALID', zh: '结果无效' },
};

export const VERDICT_WORDS: Record<VerdictOutcome, Text> = {
  pass: { en: 'pass', zh: '通过' },
  warn: { en: 'warn', zh: '警告' },
  fail: { en: 'fail', zh: '不通过' },
  uncertain: { en: 'too close', zh: '临界，无法判定' },
  'no-data': { en: 'no data', zh: '无数据' },
};

const WORTH_WORDS = {
  one: {
    en: '1 clean seed excludes little: up to {share} of evenings could still fail ({confidence} confidence).',
    zh: '仅 1 个种子通过，能排除的很少：仍可能有多达 {share} 的场次不达标（置信度 {confidence}）。',
  },
  many: {
    en: '{count} clean seeds: up to {share} of evenings could still fail ({confidence} confidence).',
    zh: '共 {count} 个种子通过：仍可能有多达 {share} 的场次不达标（置信度 {confidence}）。',
  },
} as const satisfies Record<string, Text>;

/** Says what READY is worth, in a sentence beside the verdict; undefined where the result does not show it. */
export function worthSentence({ worth }: Pick<Result, 'worth'>): Text | undefined {
  if (worth === undefined) return undefined;
  const { cleanSeeds, couldFailFraction, confidence } = worth;
  return fill(cleanSeeds === 1 ? WORTH_WORDS.one : WORTH_WORDS.many, {
    count: cleanSeeds,
    share: wholePercent(couldFailFraction),
    confidence: wholePercent(confidence),
  });
}

const SPREAD_WORDS = {
  across: {
    en: '{views} views: half within {median}, 19 of 20 within {most}',
    zh: '{views} 次观看：半数在 {median} 以内，20 次中有 19 次在 {most} 以内',
  },
  acrossAtLeast: {
    en: '{views} views: half at least {median}, 19 of 20 at least {most}',
    zh: '{views} 次观看：半数不低于 {median}，20 次中有 19 次不低于 {most}',
  },
  without: { en: '{text}; {count} without a number', zh: '{text}；{count} 次无数据' },
} as const satisfies Record<string, Text>;

/** Views from which 19 of 20 of them are not all of them. */
const LEAST_VIEWS = 20;

/** Says how a verdict's number spreads over the region's viewers; undefined for few views, and in older results. */
export function spreadSentence({ acrossViewers = [] }: Result, verdict: Verdict): Text | undefined {
  const { region, metric, statistic, unit, comparison } = verdict;
  const spread = acrossViewers.find(
    (each) => each.region === region && each.metric === metric && each.statistic === statistic,
  );
  if (spread === undefined || spread.views < LEAST_VIEWS) return undefined;
  const text = fill(comparison.startsWith('<') ? SPREAD_WORDS.across : SPREAD_WORDS.acrossAtLeast, {
    views: spread.views,
    median: formatQuantity(spread.median, unit),
    most: formatQuantity(spread.nineteenOfTwenty, unit),
  });
  return spread.withoutNumber === 0 ? text : fill(SPREAD_WORDS.without, { text, count: spread.withoutNumber });
}

/** Chinese for the reasons that metrics and verdicts give word for word. */
const NO_DATA_REASONS: Readonly<Record<string, string>> = {
  'the measured window never opened': '测量时段从未开始',
  'no origin of ours stamped the frames on their way': '没有 longhaul 的源站为途中的帧打时间戳',
  'the links to the viewer kept no ledger of their delay': '通往观众的链路没有延迟记录',
  'no sampled frame was seen in the measured time': '测量时段内没有看到抽样帧',
  'the value could not be computed': '数值无法计算',
  'the viewer never tried to join': '该观众从未尝试加入',
  'the viewer never joined': '该观众始终未能加入',
  'the viewer never saw a frame': '该观众从未看到画面',
  'the viewer saw no frame in the measured time': '该观众在测量时段内没有看到画面',
  'no round trip was measured in the measured time': '测量时段内没有测到往返延迟',
  'no video packet was due or received': '没有应收或已收的视频包',
  'no sound was played out': '没有播放任何声音',
  'the sound has one channel': '声音只有一个声道',
  'the recording tells nothing of the sound': '录制文件中没有声音数据',
  'no mark in the sound was heard in the measured time': '测量时段内没有听到声音标记',
  'sound and picture were never there together': '声音与画面从未同时出现',
  'no frame was made in time to be judged': '没有可供评判的画面帧',
  'the encoder made no frame': '编码器没有输出画面',
  'the publisher gave no such statistics': '推流端没有提供该统计数据',
  'the origin did not count frames': '源站没有统计帧数',
  'the first mile lost packets, and this recording does not tell them from the viewer’s own':
    '推流首段有丢包，而该录制未能将其与观众自身线路的丢包区分开',
  'no statistics were recorded in the measured time': '测量时段内没有统计数据',
  'no frame was decoded': '没有解码任何画面帧',
  'the stream has one layer': '该流只有一层',
  'the viewer sent no transport-cc feedback': '该观众没有发送 transport-cc 反馈',
  'nothing limits this viewer’s device': '该观众的设备没有性能限制',
  'the device was not observed in the measured time': '测量时段内没有观测该设备',
  'no frame was held against the true one': '没有任何画面帧与原始画面做过比较',
  'no video was delivered': '没有送达任何视频',
  'no picture size was noted': '没有记录画面尺寸',
  'no blackout ended in the measured time': '测量时段内没有断网恢复的时刻',
  'the region has no viewer': '该地区没有观众',
  'this metric was not measured': '该指标没有测量',
  'the viewer’s jitter buffer was not settled when the measured time began': '测量开始时该观众的抖动缓冲尚未稳定',
  'how far this machine’s strain moves this number is not known': '本机的负载对该指标影响多大尚不清楚',
};

/** Chinese for reasons with numbers or names in them. */
const NO_DATA_PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/^the browser gave no (.+)$/, '浏览器没有提供 $1'],
  [/^the publisher's (\w+) is missing: skipped and lost cannot be told apart$/, '推流端缺少 $1：无法区分跳帧与丢帧'],
  [/^statistics cover only ([\d.]+) of ([\d.]+) s of the measured time$/, '统计数据只覆盖测量时段 $2 s 中的 $1 s'],
  [
    /^the publisher's picture needed only (\d+) of (\d+) kbps: the load asked for was never on the network$/,
    '推流画面只需 $1 kbps（设定 $2 kbps）：网络从未承载所设的负载',
  ],
  [
    /^the origin counted (\d+) whole and (\d+) broken frames of (\d+) sent: that does not add up$/,
    '源站在发送的 $3 帧中统计到完整帧 $1、残缺帧 $2，数目不符',
  ],
];

/** Returns why there is no data in both languages; a reason not known here stays in English. */
export function noDataReason(reason: string): Text {
  if (Object.hasOwn(NO_DATA_REASONS, reason)) return { en: reason, zh: NO_DATA_REASONS[reason] ?? reason };
  const [pattern, chinese] = NO_DATA_PATTERNS.find(([candidate]) => candidate.test(reason)) ?? [];
  return { en: reason, zh: pattern === undefined || chinese === undefined ? reason : reason.replace(pattern, chinese) };
}
