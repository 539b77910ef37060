import type { Trial } from '../../model/result/diagnosis.ts';
import type { Text } from './words.ts';

/** Texts of a diagnosis: what goes away when one thing at a time is made ideal. */
export const DIAGNOSIS_WORDS = {
  title: { en: 'What takes the trouble away', zh: '问题出在哪一段' },
  change: { en: 'As rehearsed → with it ideal', zh: '原彩排 → 理想化后' },
  gone: { en: '{takenAway} taken away', zh: '减少 {takenAway}' },
  note: {
    en: 'One thing at a time was made ideal and the same seeds were played again. What goes away is what that part cost; the parts need not add up.',
    zh: '每次只将一处改为理想状态，用相同种子重放。减少的部分即该处的代价；各处之和不必等于总量。',
  },
  intervalNote: {
    en: 'In brackets, what pairs of seeds do not rule out at 90 %; “range” is only the range seen, with too few seeds for a test: chance may have made it, and one seed rules nothing out.',
    zh: '括号内为成对种子在 90% 水平上不能排除的范围；“实测范围”表示种子过少、无法检验，可能只是偶然；单个种子不能排除任何可能。',
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

/** Texts of the leading sentence: which part is proven to be the cause, and why others may help too. */
export const PROOF_WORDS = {
  proven: {
    en: '{region}, {number}: the cause is proven. {cause}: made ideal, {taken} of {of} goes away',
    zh: '{region}，{number}：原因已证实。{cause}：改为理想状态后，{of} 中减少 {taken}',
  },
  likely: {
    en: '{region}, {number}: too few seeds to prove it, but the likely cause is this. {cause}: made ideal, {taken} of {of} goes away',
    zh: '{region}，{number}：种子过少，不足以证实，但原因很可能如下。{cause}：改为理想状态后，{of} 中减少 {taken}',
  },
  lost: { en: 'it lost {lost} of its packets in the rehearsal', zh: '彩排中此处丢包 {lost}' },
  quicker: {
    en: '{name} made ideal takes {taken} away too, though it lost only {lost}: a shorter round trip makes the repair of packets lost elsewhere quicker',
    zh: '{name}改为理想状态也减少 {taken}，虽然此处只丢包 {lost}：往返时间变短，别处丢失的包重传得更快',
  },
  smaller: {
    en: '{name} takes {taken} away too: there is less to lose and to repair',
    zh: '{name}也减少 {taken}：要传、要补的都变少',
  },
  also: { en: '{name} made ideal takes {taken} away too', zh: '{name}改为理想状态也减少 {taken}' },
  either: {
    en: '{region}, {number}: no single cause is proven. Each of these made ideal takes most of it away, by less loss or by quicker repairs over a shorter round trip: {names}',
    zh: '{region}，{number}：未能证实单一原因。以下任一处改为理想状态都能消除大部分（丢包减少，或往返变短使重传更快）：{names}',
  },
  noneYet: {
    en: '{region}, {number}: no cause is proven yet. {played} of {all} trials have been played, and none of them takes half of it away beyond chance',
    zh: '{region}，{number}：尚未证实原因。{all} 项试验中已完成 {played} 项，其中没有一项能在偶然之外消除一半',
  },
  none: {
    en: '{region}, {number}: no cause is proven. Nothing made ideal takes half of it away beyond chance',
    zh: '{region}，{number}：未能证实原因。任何一处改为理想状态，都不能在偶然之外消除一半',
  },
  or: { en: ' or ', zh: ' 或 ' },
} as const satisfies Record<string, Text>;

export const TRIAL_WORDS: Readonly<Record<Trial['kind'], Text>> = {
  'first-mile': { en: 'First mile', zh: '推流首段' },
  haul: { en: 'Haul to {region}', zh: '至{region}的跨境段' },
  access: { en: 'Viewers’ lines, {region}', zh: '{region}观众线路' },
  device: { en: 'Viewers’ devices, {region}', zh: '{region}观众设备' },
  'half-bitrate': { en: 'Half the bitrate', zh: '码率减半' },
};
