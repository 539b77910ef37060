import type { Trial } from '../../model/result/diagnosis.ts';
import type { Text } from './words.ts';

/** Texts of a diagnosis: what goes away when one thing at a time is made ideal. */
export const DIAGNOSIS_WORDS = {
  title: { en: 'What takes the trouble away', zh: '逐段理想化诊断' },
  note: {
    en: 'One thing at a time was made ideal and the same seeds were played again. What goes away is what that part cost; the parts need not add up.',
    zh: '每次只将一处改为理想状态，用相同种子重放。减少的部分即该处的代价；各处之和不必等于总量。',
  },
  intervalNote: {
    en: 'In brackets, what pairs of seeds do not rule out at 90 %; “range” is only the range seen, with too few seeds for a test: chance may have made it, and one seed rules nothing out.',
    zh: '括号内为成对种子在 90 % 水平上不能排除的范围；“实测范围”表示种子过少、无法检验，可能只是偶然；单个种子不能排除任何可能。',
  },
  unfinished: {
    en: 'Not every trial has been played: the same command goes on where it stopped.',
    zh: '尚有试验未完成：再次执行同一命令即可继续。',
  },
  trial: { en: 'Made ideal', zh: '理想化' },
  region: { en: 'Region', zh: '地区' },
  number: { en: 'Number', zh: '指标' },
  asRehearsed: { en: 'As rehearsed', zh: '原彩排' },
  ideal: { en: 'With it ideal', zh: '理想化后' },
  takenAway: { en: 'Taken away', zh: '减少' },
  pairs: { en: '{pairs} seeds', zh: '{pairs} 个种子' },
  range: { en: 'range {low} to {high}', zh: '实测范围 {low} 至 {high}' },
  confidence: { en: '{low} to {high}', zh: '{low} 至 {high}' },
  expected: {
    en: '{expected}; at most {most} now (--most-minutes)',
    zh: '{expected}；本次最长 {most}（--most-minutes）',
  },
  noData: { en: 'no data on one side', zh: '一方没有数据' },
  notPlayed: { en: 'not played', zh: '未执行' },
  spoilt: { en: 'spoilt by the machine', zh: '受本机影响而无效' },
} as const satisfies Record<string, Text>;

export const TRIAL_WORDS: Readonly<Record<Trial['kind'], Text>> = {
  'first-mile': { en: 'First mile', zh: '推流首段' },
  haul: { en: 'Haul to {region}', zh: '至{region}的跨境段' },
  access: { en: 'Viewers’ lines, {region}', zh: '{region}观众线路' },
  device: { en: 'Viewers’ devices, {region}', zh: '{region}观众设备' },
  'half-bitrate': { en: 'Half the bitrate', zh: '码率减半' },
};
