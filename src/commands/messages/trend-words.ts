import type { ConditionName } from '../../compare/trend.ts';
import type { Text } from '../../report/messages/words.ts';

/** Names of what of machine and tools may be new in a rehearsal. */
export const CONDITION_WORDS: Record<ConditionName, Text> = {
  browser: { en: 'browser', zh: '浏览器' },
  cpuModel: { en: 'CPU', zh: 'CPU' },
  cpus: { en: 'CPUs', zh: 'CPU 数' },
  memoryBytes: { en: 'memory', zh: '内存' },
  kernel: { en: 'kernel', zh: '内核' },
  node: { en: 'Node', zh: 'Node' },
  longhaul: { en: 'longhaul', zh: 'longhaul' },
};

/** Texts of `trend`. */
export const TREND_WORDS = {
  number: { en: 'Number', zh: '指标' },
  rehearsals: { en: 'Rehearsals', zh: '彩排数' },
  oldest: { en: 'Oldest', zh: '最早' },
  newest: { en: 'Newest', zh: '最新' },
  changes: { en: 'Changes', zh: '变化' },
  step: {
    en: '{number}: {before} → {after} from {when} on ({name}), {direction}, p {p}{causes}',
    zh: '{number}：自 {when}（{name}）起 {before} → {after}，{direction}，p {p}{causes}',
  },
  drift: {
    en: '{number}: drifts, {before} → {after} from {first} to {last}, {direction}, p {p}: no single rehearsal changed it',
    zh: '{number}：逐渐变化，从 {first} 到 {last} 由 {before} → {after}，{direction}，p {p}：并非某一次彩排造成',
  },
  worse: { en: 'worse', zh: '变差' },
  better: { en: 'better', zh: '变好' },
  causes: { en: '; new in that rehearsal: {list}', zh: '；该次彩排中的新变化：{list}' },
  condition: { en: '{what}: {before} → {after}', zh: '{what}：{before} → {after}' },
  unknown: { en: 'unknown', zh: '未知' },
  lacked: {
    en: 'No data from {when} on ({name}), so that nothing is known of them since: {list}',
    zh: '自 {when}（{name}）起没有数据，此后情况未知：{list}',
  },
  none: { en: 'No number changed its level.', zh: '没有任何指标的水平发生变化。' },
  few: {
    en: '{count} rehearsals: a change can hardly be told from chance in fewer than {least}.',
    zh: '共 {count} 次彩排：少于 {least} 次时，变化几乎无法与偶然区分。',
  },
  leftOut: {
    en: 'Left out, of another scenario or network than the newest: {list}',
    zh: '未计入（场景或网络与最新一次不同）：{list}',
  },
} as const satisfies Record<string, Text>;
