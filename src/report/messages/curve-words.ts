import type { CurveNumber, NoBdRate } from '../../model/result/curves.ts';
import type { Text } from './words.ts';

/** Names of the numbers drawn against bitrate. */
export const CURVE_NUMBER_WORDS: Record<CurveNumber, Text> = {
  clarity: { en: 'Clarity (SSIM)', zh: '清晰度（SSIM）' },
  stutterRate: { en: 'Stutter rate', zh: '卡顿率' },
  latencyP95Ms: { en: 'Latency p95', zh: '延迟 p95' },
};

/** Causes why two curves of a seed have no BD-rate. */
export const NO_BD_RATE_WORDS: Record<NoBdRate, Text> = {
  'not-rising': {
    en: 'it takes two points at least, and more bits have to give more quality',
    zh: '至少需要两个点，且码率越高质量须越高',
  },
  'never-equal': { en: 'the two never reach the same quality', zh: '两者从未达到相同的质量' },
};

/** Texts about quality against bitrate. */
export const CURVE_WORDS = {
  title: { en: 'Quality against bitrate', zh: '质量与码率' },
  regions: { en: 'Region by region', zh: '分地区' },
  regionsNote: {
    en: 'Medians over the valid takes against the bitrate that the encoder made; whiskers reach from the lowest take to the highest.',
    zh: '各有效轮次的中位数，横轴为编码器实际码率；竖线从最低的一轮到最高的一轮。',
  },
  numbers: { en: 'All numbers', zh: '全部数值' },

  headline: {
    en: 'At equal clarity, {test} takes {share}{where}.',
    zh: '清晰度相同时，{test} {share}{where}。',
  },
  maybeChance: {
    en: 'Fewer than five seeds leave no interval: it may be chance.',
    zh: '少于五个种子无法给出区间：可能只是偶然。',
  },
  inRegion: { en: ' in {region}', zh: '（{region}）' },
  betweenRegions: { en: ' ({span} by region)', zh: '（各地区：{span}）' },
  span: { en: '{low} to {high}', zh: '{low} 到 {high}' },
  less: { en: '{share} fewer', zh: '少 {share}' },
  extra: { en: '{share} more', zh: '多 {share}' },
  alone: {
    en: '{setting} alone: a second codec or setting over the same bitrates would be compared with it.',
    zh: '仅有 {setting}：若在相同码率上再加一种编码或设置，即可与之比较。',
  },
  leftOut: {
    en: 'Left out, since one bitrate alone is no curve: {list}.',
    zh: '未计入（仅有一种码率，构不成曲线）：{list}。',
  },
  unknown: {
    en: 'It is not known how many bits {test} takes at the clarity of {anchor}.',
    zh: '尚不清楚 {test} 达到 {anchor} 的清晰度需要多少码率。',
  },
  fewer: { en: '{share} fewer bits than {anchor}', zh: '比 {anchor} 少用 {share} 的码率' },
  more: { en: '{share} more bits than {anchor}', zh: '比 {anchor} 多用 {share} 的码率' },
  same: { en: 'as many bits as {anchor}', zh: '与 {anchor} 码率相同' },
  inOne: {
    en: '{test} takes {share} at equal clarity ({span}), {seeds} seeds.',
    zh: '清晰度相同时，{test} {share}（{span}），{seeds} 个种子。',
  },
  tooFew: {
    en: '{test} takes {share} at equal clarity, from {seeds} seeds: fewer than five leave no interval.',
    zh: '清晰度相同时，{test} {share}，来自 {seeds} 个种子：少于五个无法给出区间。',
  },
  partly: {
    en: 'Only {share} of the clarity that either reaches is reached by both: that is what it says something of.',
    zh: '两者所达清晰度中仅有 {share} 为双方共有：结论只针对这一部分。',
  },
  fewRates: {
    en: 'With fewer than four bitrates, what lies between them is a guess.',
    zh: '码率少于四个时，其间的取值只是推测。',
  },
  without: { en: '{count} seeds without: {reason}.', zh: '{count} 个种子无结果：{reason}。' },
  noSeed: {
    en: '{test} against {anchor}: no seed has both curves.',
    zh: '{test} 对比 {anchor}：没有任何种子同时具备两条曲线。',
  },

  setting: { en: 'Setting', zh: '设置' },
  region: { en: 'Region', zh: '地区' },
  asked: { en: 'Asked', zh: '设定码率' },
  encoded: { en: 'Encoded', zh: '实际码率' },
  takes: { en: 'Takes', zh: '轮次' },
  axis: { en: 'bitrate by the encoder’s count', zh: '编码器实际码率' },

  how: { en: 'How it is computed', zh: '计算方法' },
  howText: {
    en: 'Clarity is the mean SSIM of the pictures that viewers saw. The share of bits is Bjontegaard’s delta rate by piecewise cubics, as in JVET’s sheet, seed by seed, both settings under the same weather; shown are the median seed and the means that a sign-flip test at 95 % on either side does not rule out. A bitrate that a line does not carry has no clarity, and stutters.',
    zh: '清晰度为观众所见画面的 SSIM 均值。码率占比为 Bjontegaard 码率差（分段三次插值，与 JVET 表格相同），逐个种子计算，两种设置处于相同的网络天气；所示为中位种子，以及单侧 95% 的符号翻转检验未能排除的均值。线路承载不了的码率没有清晰度，只有卡顿。',
  },
  report: { en: 'page and charts: {path}', zh: '页面与图表：{path}' },
} as const satisfies Record<string, Text>;
