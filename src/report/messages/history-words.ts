import type { Text } from './words.ts';

/** Texts about rehearsals over time. */
export const HISTORY_WORDS = {
  // Beside the last rehearsal of the same scenario.
  title: { en: 'Since the last rehearsal', zh: '与上一次彩排相比' },
  since: {
    en: 'Since the last rehearsal ({when}, {outcome}): {list}.',
    zh: '与上一次彩排（{when}，{outcome}）相比：{list}。',
  },
  last: { en: 'Last rehearsal', zh: '上一次彩排' },
  before: { en: 'Last time', zh: '上一次' },
  now: { en: 'Now', zh: '本次' },
  same: {
    en: 'As in the last rehearsal ({when}, {outcome}): no number with a limit changed.',
    zh: '与上一次彩排（{when}，{outcome}）相同：设有上下限的指标均无变化。',
  },
  change: { en: '{region} {metric} {before} → {now}', zh: '{region} {metric} {before} → {now}' },
  more: { en: '{count} more', zh: '另有 {count} 项' },
  chance: {
    en: 'Same scenario, network and seeds; one rehearsal each, so small changes may be chance: `longhaul compare` tells.',
    zh: '场景、网络与种子均相同；双方各仅一次彩排，小幅变化可能出于偶然：可用 `longhaul compare` 判断。',
  },

  // The page of all rehearsals, and the list in the terminal.
  rehearsals: { en: 'Rehearsals', zh: '历次彩排' },
  count: { en: '{count} rehearsals, newest first', zh: '共 {count} 次彩排，最新的在前' },
  none: { en: 'No rehearsal in {folder} yet.', zh: '{folder} 中还没有彩排。' },
  when: { en: 'When', zh: '时间' },
  scenario: { en: 'Scenario', zh: '场景' },
  verdict: { en: 'Verdict', zh: '结论' },
  worstRegion: { en: 'Worst region', zh: '最差地区' },
  minutes: { en: 'Minutes', zh: '分钟' },
  directory: { en: 'Directory', zh: '目录' },
  noWorst: { en: '–', zh: '–' },
  unreadable: {
    en: 'Not readable by this version: {list}. To write the result again: `longhaul report DIRECTORY`',
    zh: '本版本无法读取：{list}。重新写出结果：`longhaul report 目录`',
  },
  page: { en: 'page: {path}', zh: '目录页：{path}' },
  overTime: { en: 'Over time, by scenario', zh: '各场景的变化' },
  worstViewer: {
    en: 'Worst viewer of each rehearsal under the conditions of the newest; a gap is a rehearsal without that number.',
    zh: '与最近一次条件相同的各次彩排中的最差观众；断开处表示该次彩排没有此数据。',
  },
  otherConditions: { en: '{count} under other conditions are left out.', zh: '另有 {count} 次条件不同，未列入。' },
  stutterRate: { en: 'Stutter rate', zh: '卡顿率' },
  latency: { en: 'Latency p95', zh: '延迟 p95' },
  firstFrame: { en: 'First frame', zh: '首帧时间' },
  from: { en: '{first} → {last}', zh: '{first} → {last}' },
} as const satisfies Record<string, Text>;
