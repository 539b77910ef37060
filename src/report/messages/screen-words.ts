import type { Unit } from '../../model/result/metric.ts';
import type { Text } from './words.ts';

/** Texts of the report's first screen: the verdict, one reason, one change, how far to trust it, and the table of regions. */
export const SCREEN_WORDS = {
  // When.
  onAir: { en: 'Goes on air {time} China time', zh: '北京时间 {time} 开播' },
  rehearsed: { en: 'Rehearsed', zh: '彩排于' },
  localHour: { en: '{time} there', zh: '当地 {time}' },
  roseFrom: { en: 'Up from {before} last time.', zh: '比上一次（{before}）升高。' },
  fellFrom: { en: 'Down from {before} last time.', zh: '比上一次（{before}）降低。' },
  asBefore: { en: 'As last time.', zh: '与上一次相同。' },
  lastTime: { en: 'Last time', zh: '上一次' },
  compared: { en: 'Against {baseline}, {candidate}: {outcome}', zh: '与 {baseline} 相比，{candidate}：{outcome}' },

  // One sentence of why.
  of: { en: '{region}: {sentence}.', zh: '{region}：{sentence}。' },
  close: {
    en: 'Every region can watch, but {region} is close: {sentence}.',
    zh: '所有地区都能观看，但{region}临界：{sentence}。',
  },
  nearest: {
    en: 'Every region stayed within its limits. Closest: {region}, {metric} {actual} ({bound}).',
    zh: '所有地区均达标。最临近界限的是{region}：{metric} {actual}（{bound}）。',
  },
  all: { en: 'All causes', zh: '全部原因' },
  invalidDetail: { en: '{title} {detail}', zh: '{title}{detail}' },

  // One thing to change.
  change: { en: 'Change this', zh: '首要调整' },
  noSetting: {
    en: 'No single setting explains it; the evidence stands under “Causes”.',
    zh: '没有哪一项设置能单独解释，依据见“原因”。',
  },
  nothing: { en: 'Nothing. The limits hold under every seed played.', zh: '无需调整：所有已彩排的种子均达标。' },
  watch: {
    en: 'Nothing has to change; watch {metric} in {region}.',
    zh: '无需调整，但请留意{region}的{metric}。',
  },
  moreSeeds: {
    en: 'Nothing in the stream. Before a show that matters, write seeds: 8 into the scenario: if all 8 are clean, at most 31 % of evenings could still fail, instead of {share}.',
    zh: '直播设置无需调整。重要场次前，请在场景中写入 seeds: 8：若 8 个种子全部通过，可能不达标的场次最多 31%，而不是 {share}。',
  },

  // How far to trust it.
  trust: { en: 'How far to trust this', zh: '可信程度' },
  takes: { en: 'Valid takes', zh: '有效轮次' },
  takesTip: {
    en: 'A take is one run under one seed. A take that the machine spoilt proves nothing and is left out.',
    zh: '一个轮次是用一个种子完整运行一次。受本机影响的轮次不能作为依据，不计入结论。',
  },
  seeds: { en: 'Clean seeds', zh: '通过的种子' },
  seedsTip: {
    en: 'A seed draws one evening’s network weather: when packets are lost and lines slow down. The same seed gives the same weather. With n clean seeds, up to 1 − 0.05^(1/n) of evenings could still fail (95 % confidence): 1 seed 95 %, 3 seeds 63 %, 8 seeds 31 %.',
    zh: '一个种子对应一个晚上的网络“天气”：何时丢包、何时变慢。同一种子，天气相同。n 个种子全部通过时，仍可能有多达 1 − 0.05^(1/n) 的场次不达标（置信度 95%）：1 个种子 95%，3 个 63%，8 个 31%。',
  },
  couldFail: { en: 'up to {share} of evenings could still fail', zh: '仍可能有多达 {share} 的场次不达标' },
  someFail: { en: 'limits missed under {count} seeds', zh: '{count} 个种子未达标' },
  network: { en: 'Network as asked', zh: '网络符合设定' },
  networkTip: {
    en: 'Before each take, probes check every path against the delay, loss and rate that the scenario asks for.',
    zh: '每个轮次开始前，用探测包检验每条路径的延迟、丢包与速率是否符合场景设定。',
  },
  paths: { en: '{count} paths', zh: '{count} 条路径' },
  notProbed: { en: 'not probed', zh: '未探测' },
  speed: { en: 'Speed', zh: '速度' },
  speedTip: {
    en: 'Where the machine is too slow, the rehearsal’s clock is slowed, so that all numbers stay the stream’s own.',
    zh: '本机较慢时会放慢彩排的时钟，因此所有数值仍是直播自身的数值。',
  },
  factor: { en: '{speed} speed', zh: '{speed} 倍速' },
  unknown: { en: 'not known', zh: '未知' },

  // The table of regions.
  table: { en: 'Regions, worst first', zh: '各地区（最差在前）' },
  tableNote: { en: 'Point at or tab to a number for its definition.', zh: '指向数字或用 Tab 键移到数字，可查看定义。' },
  firstFrame: { en: 'First frame', zh: '首帧' },
  latency: { en: 'Latency', zh: '延迟' },
  stutter: { en: 'Stutter', zh: '卡顿' },
  sound: { en: 'Sound', zh: '声音' },
  clarity: { en: 'Clarity', zh: '清晰度' },
  other: { en: 'Other', zh: '其他' },
  noLimit: { en: 'no limit', zh: '未设限' },
  notMeasured: { en: 'no number', zh: '无数值' },
  tipLimit: { en: 'Limit: {bound}.', zh: '要求：{bound}。' },
  tipNoLimit: { en: 'No limit is set.', zh: '未设上下限。' },
  tipNoLimitOf: { en: 'This is the {statistic}; no limit is set.', zh: '此为 {statistic}；未设上下限。' },
  tipCount: {
    en: '{views} views: worst viewer of {viewers}, worst of {takes} takes.',
    zh: '共 {views} 次观看：{viewers} 位观众、{takes} 个轮次中的最差值。',
  },
  tipWorst: { en: 'Worst: {viewer}, seed {seed}.', zh: '最差：{viewer}，种子 {seed}。' },

  // Bounds with both limits.
  warnsAbove: { en: 'warns above {limit}, fails above {fail}', zh: '高于 {limit} 警告，高于 {fail} 不通过' },
  warnsBelow: { en: 'warns below {limit}, fails below {fail}', zh: '低于 {limit} 警告，低于 {fail} 不通过' },
  failsAbove: { en: 'fails above {limit}', zh: '上限 {limit}' },
  failsBelow: { en: 'fails below {limit}', zh: '下限 {limit}' },

  // Parts of the page.
  top: { en: 'Verdict', zh: '结论' },
  causes: { en: 'Causes', zh: '原因' },
  pictures: { en: 'Pictures', zh: '画面' },
  networkPart: { en: 'Network', zh: '网络' },
  send: { en: 'What to send', zh: '推流建议' },
  definitions: { en: 'Definitions', zh: '定义' },
  noPictures: { en: 'No pictures were kept of this rehearsal.', zh: '本次彩排没有保存画面。' },
  sendHow: {
    en: 'Let longhaul search for the clearest stream that every region can carry. In this report’s folder:',
    zh: '让 longhaul 搜索各地区都能承受的最清晰的一档。请在本报告所在文件夹中运行：',
  },
  download: { en: 'Download result.json', zh: '下载 result.json' },
  printed: {
    en: 'Folded parts and the charts by metric are not printed; what you unfold is.',
    zh: '折叠的部分和各指标的曲线图不会打印；展开的部分会打印。',
  },

  // Behind a chart.
  chartTable: { en: 'Numbers behind this chart', zh: '图表数据' },
  second: { en: 'Second', zh: '秒' },
  worstOf: { en: 'Worst value of every {count} s.', zh: '每 {count} s 取最差值。' },
} as const satisfies Record<string, Text>;

/** Short notes that distinguish similar metrics wherever their names are shown. */
const METRIC_NOTES: Readonly<Record<string, Text>> = {
  stutterRate: { en: 'gaps over 500 ms, as Agora counts', zh: '间隔超过 500 ms，按声网口径' },
  stutterRate200: { en: 'gaps over 200 ms', zh: '间隔超过 200 ms' },
  stutterRate600: { en: 'gaps over 600 ms, as Agora’s native SDKs count', zh: '间隔超过 600 ms，按声网原生 SDK 口径' },
  freezeRate: { en: 'gaps of three mean ones, as W3C counts', zh: '间隔达到平均值的 3 倍，按 W3C 口径' },
  freezeCount: { en: 'as W3C counts', zh: '按 W3C 口径' },
  longestFreeze: { en: 'as W3C counts', zh: '按 W3C 口径' },
  audioStutterRate: { en: 'silence over 200 ms', zh: '无声超过 200 ms' },
  audioConcealment: { en: 'filled in by the decoder', zh: '由解码器补出' },
};

/** Returns how this metric differs from its kin; undefined where nothing can be mistaken. */
export function metricNote(metric: string): Text | undefined {
  return Object.hasOwn(METRIC_NOTES, metric) ? METRIC_NOTES[metric] : undefined;
}

/** Units as explanations name them. */
export const UNIT_WORDS: Readonly<Record<Unit, Text>> = {
  ms: { en: 'in ms or s', zh: '单位 ms 或 s' },
  fps: { en: 'in frames per second', zh: '单位 帧/秒' },
  fraction: { en: 'in %', zh: '单位 %' },
  bps: { en: 'in kbps or Mbps', zh: '单位 kbps 或 Mbps' },
  px: { en: 'in picture lines', zh: '单位 行' },
  dB: { en: 'in dB', zh: '单位 dB' },
  dBPerMbps: { en: 'in dB per Mbps', zh: '单位 dB/Mbps' },
  count: { en: 'a count', zh: '次数' },
  similarity: { en: 'from 0 to 1 (equal)', zh: '0 至 1（1 为完全相同）' },
  score: { en: 'from 1 (bad) to 5 (excellent)', zh: '1（差）至 5（优）' },
};
