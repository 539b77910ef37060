import type { Text } from '../../report/messages/words.ts';

/** Titles of `baseline list`. */
export const BASELINE_WORDS = {
  baseline: { en: 'Baseline', zh: '基准' },
  scenario: { en: 'Scenario', zh: '场景' },
  conditions: { en: 'Conditions', zh: '条件' },
  recorded: { en: 'Recorded', zh: '录制于' },
  seeds: { en: 'Seeds', zh: '种子' },
  machine: { en: 'Machine', zh: '机器' },
} as const satisfies Record<string, Text>;

/** Texts of the commands that end in a result. */
export const RESULT_WORDS = {
  report: { en: 'report: {path}', zh: '报告：{path}' },
  livePage: { en: 'live page: {url}', zh: '实时页面：{url}' },
  livePageStops: {
    en: 'the live page stops here, the rehearsal goes on: {why}',
    zh: '实时页面到此为止，彩排继续：{why}',
  },
  openMetrics: { en: 'OpenMetrics: {url}', zh: 'OpenMetrics：{url}' },
  openMetricsToken: {
    en: 'OpenMetrics: {url}, with "Authorization: Bearer {token}"',
    zh: 'OpenMetrics：{url}，请求须带 "Authorization: Bearer {token}"',
  },
  partial: {
    en: 'seeds of the scenario may be missing (--partial): nothing is proven by the others',
    zh: '可能缺少场景的部分种子（--partial）：其余种子不能作为依据',
  },
  summaryUnwritten: { en: "the job's summary cannot be written: {why}", zh: '无法写入任务摘要：{why}' },
  continuing: { en: 'continuing the search in {directory}', zh: '继续 {directory} 中的搜索' },
  ladder: { en: 'ladder: {rungs}', zh: '阶梯：{rungs}' },
  nothingPlayed: {
    en: 'no take was played to its end: nothing is known',
    zh: '没有任何一轮完整结束：无法得出结论',
  },
  ended: { en: 'ended: {why}', zh: '已结束：{why}' },
  endedOnHost: { en: 'the command on {node} ended with code {code}', zh: '{node} 上的命令已结束，退出码 {code}' },
  here: { en: 'here', zh: '此处' },
  works: { en: 'This machine can rehearse.', zh: '本机可以彩排。' },
  doesNotWork: {
    en: 'This machine cannot rehearse yet; see the lines marked MISS.',
    zh: '本机尚不能彩排；请看标有 MISS 的各行。',
  },
  written: {
    en: '{file} is written. Next: longhaul check {file}, then longhaul run {file}',
    zh: '已写入 {file}。下一步：longhaul check {file}，然后 longhaul run {file}',
  },
} as const satisfies Record<string, Text>;
