import { counted } from '../../lib/counted.ts';

import type { Text } from '../../model/result/text.ts';

export type { Text } from '../../model/result/text.ts';

export type Language = keyof Text;
export const LANGUAGES = ['en', 'zh'] as const satisfies readonly Language[];

/** Returns a text whose words are the same in every language: a name, a number, or something only known in English. */
export function plain(text: string): Text {
  return { en: text, zh: inChinese(text) };
}

/** Stands for a number that is missing. */
export const NO_DATA_TEXT: Text = { en: 'no data', zh: '无数据' };

/** Writes numbers as Chinese does: no space before a percent sign, percentage points and maxima in words. */
export function inChinese(text: string): string {
  return text
    .replace(/(?<=\d) %/g, '%')
    .replace(/(?<=\d) pp\b/g, ' 个百分点')
    .replace(/\bmax (?=[\d<>≤≥])/g, '最大 ');
}

/** Returns the space that Chinese puts between its characters and Latin letters or digits; where both are Chinese, none, though it was `written`. */
function gapBetween(left: string, right: string, written: string): string {
  if (/[\p{Script=Han}）]$/u.test(left) && /^\p{Script=Han}/u.test(right)) return '';
  const isGap =
    (/\p{Script=Han}$/u.test(left) && /^[A-Za-z0-9]/.test(right)) ||
    (/[A-Za-z0-9]$/.test(left) && /^\p{Script=Han}/u.test(right));
  return isGap ? ' ' : written;
}

/** Replaces each `{name}` in a text by its value; puts English nouns into the singular after a 1. */
export function fill(text: Text, values: Readonly<Record<string, string | number | Text>>): Text {
  const inLanguage = (language: Language) =>
    text[language].replace(/( ?)\{(\w+)\}( ?)/g, (whole, left: string, name: string, right: string, at: number) => {
      const value = values[name];
      if (value === undefined) return whole;
      const put = typeof value === 'object' ? value[language] : String(value);
      if (language === 'en') return left + put + right;
      const [before, after] = [text.zh.slice(0, at), text.zh.slice(at + whole.length)];
      return gapBetween(before, put, left) + put + gapBetween(put, after, right);
    });
  return { en: counted(inLanguage('en')), zh: inChinese(inLanguage('zh')) };
}

/** Joins texts, in each language with its own separator. */
export function joinTexts(texts: readonly Text[], separator: Text): Text {
  const joined = (language: Language) => texts.map((text) => text[language]).join(separator[language]);
  return { en: joined('en'), zh: joined('zh') };
}

export const COLON: Text = { en: ': ', zh: '：' };
export const COMMA: Text = { en: ', ', zh: '，' };
export const SEMICOLON: Text = { en: '; ', zh: '；' };
export const STOP: Text = { en: '.', zh: '。' };
/** Separator between the items of an enumeration. */
export const ENUMERATION: Text = { en: ', ', zh: '、' };
/** Separator between sentences. */
export const GAP: Text = { en: ' ', zh: '' };

/** Texts of the report that belong to no other subject, in the order of the page. */
export const WORDS = {
  title: { en: 'Readiness report', zh: '开播就绪报告' },
  facts: {
    en: '{regions} regions, {viewers} viewers, {duration} measured, {codec} {width}×{height} {fps} at {bitrate}',
    zh: '{regions} 个地区，{viewers} 位观众，测量 {duration}，{codec} {width}×{height} {fps}，{bitrate}',
  },

  // The verdict in one sentence.
  headlineReady: {
    en: 'Every region stayed within its limits.',
    zh: '所有地区均达标。',
  },
  headlineReadyOnEdge: {
    en: 'Every region can watch, but something is close to its limit:',
    zh: '所有地区都能观看，但有指标临近界限：',
  },
  headlineNotReady: {
    en: 'Viewers would notice. What is wrong, and what to change:',
    zh: '观众会察觉到问题。问题所在与调整建议：',
  },
  headlineInvalid: {
    en: 'This rehearsal says nothing about the stream, good or bad. Fix this and run it again:',
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

  // One sentence per region and budget.
  fallbackSentence: { en: '{metric} is {actual}; the limit is {bound}', zh: '{metric}为 {actual}，要求 {bound}' },
  closeSentence: { en: '{metric} is {actual} ({bounds})', zh: '{metric} {actual}（{bounds}）' },
  uncertainSentence: {
    en: '{metric}: {actual} {error} against {bound}, too close to call on a machine this strained',
    zh: '{metric}：{actual} {error}，要求 {bound}；临界，以本机的负荷状况无法判定',
  },
  noDataSentence: { en: '{metric} could not be measured: {reason}', zh: '{metric}未能测得：{reason}' },
  noDataUnknown: { en: 'no reason was recorded', zh: '没有记录原因' },
  boundedItem: { en: '{label} {actual} ({bound})', zh: '{label} {actual}（{bound}）' },
  alsoMissed: { en: 'Also missed: {list}', zh: '另有未达标：{list}' },
  alsoClose: { en: 'Also close to the limit: {list}', zh: '另有临近界限：{list}' },
  invalidTakes: {
    en: 'Some takes prove nothing and were left out of the verdict:',
    zh: '以下部分不能作为依据，未计入结论：',
  },
  rateBelowFirstMile: {
    en: 'The studio line ({rate}) is below the stream’s {need}.',
    zh: '直播间上行线路（{rate}）低于直播码率 {need}。',
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
    zh: '仅路径单程延迟就有 {delay}，任何设置都无法降低。',
  },
  adviceBitrate: {
    en: 'Lower the video bitrate to {bitrate} or less, or use a faster line.',
    zh: '请将视频码率降到 {bitrate} 或更低，或换用更快的线路。',
  },
  adviceLine: {
    en: 'The line is too slow even for low-quality video: use a faster one.',
    zh: '该线路连低画质视频也无法承载，请换用更快的线路。',
  },
  linkFirstMile: { en: 'The studio line', zh: '直播间线路' },
  linkHaul: { en: 'The cross-border link', zh: '跨境链路' },
  linkAccess: { en: 'The access line of {viewer}', zh: '{viewer} 的接入线路' },

  // Regions.
  region: { en: 'Region', zh: '地区' },
  regions: { en: 'Regions', zh: '各地区' },
  regionsNote: {
    en: 'The worst viewer of a region decides, in its worst valid take.',
    zh: '每个地区以最差有效轮次中的最差观众为准。',
  },
  metric: { en: 'Metric', zh: '指标' },
  limit: { en: 'Limit', zh: '界限' },
  actual: { en: 'Actual', zh: '实测' },
  outcome: { en: 'Outcome', zh: '结论' },
  worstViewer: { en: 'worst: {viewer}', zh: '最差：{viewer}' },
  worstViewerSeed: { en: 'worst: {viewer}, seed {seed}', zh: '最差：{viewer}，种子 {seed}' },
  worstSeed: { en: 'worst: seed {seed}', zh: '最差：种子 {seed}' },
  viewersOne: { en: '1 viewer', zh: '1 位观众' },
  viewersMany: { en: '{count} viewers', zh: '{count} 位观众' },
  notJudged: { en: 'not judged', zh: '不作评判' },
  noBudgets: { en: 'No limit is set for this region.', zh: '该地区未设上下限。' },
  allNumbers: { en: 'All numbers, viewer by viewer', zh: '各观众的全部数据' },

  // Takes and method.
  takes: { en: 'Takes', zh: '各轮次' },
  takesNote: {
    en: 'A take is one run under one seed; another seed means other weather on the same network.',
    zh: '一个轮次是用一个种子运行一次；换一个种子，即同一网络上换一种“天气”。',
  },
  seedOf: { en: 'seed {seed}', zh: '种子 {seed}' },
  seed: { en: 'Seed', zh: '种子' },
  missed: { en: 'Limits missed', zh: '未达标' },
  recording: { en: 'Recording', zh: '录制文件' },
  method: { en: 'How it is measured', zh: '测量方法' },
  sourceOf: { en: 'Source: {source}', zh: '来源：{source}' },
  made: { en: 'Made by longhaul {version}, {startedAt}', zh: '由 longhaul {version} 生成，{startedAt}' },
} as const satisfies Record<string, Text>;
