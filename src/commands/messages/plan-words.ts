import type { Text } from '../../report/messages/words.ts';

/** Texts of `check`. */
export const CHECK_WORDS = {
  fine: {
    en: '{file}: fine. {name}: {regions} regions, {viewers} viewers, {seconds} s measured',
    zh: '{file}：没有问题。{name}：{regions} 个地区，{viewers} 位观众，测量 {seconds} s',
  },
} as const satisfies Record<string, Text>;

/** Texts of `plan`. */
export const PLAN_WORDS = {
  region: { en: 'Region', zh: '地区' },
  metric: { en: 'Metric', zh: '指标' },
  change: { en: 'Change', zh: '变化量' },
  seedsToSee: { en: 'Seeds to see it', zh: '看出变化所需种子' },
  seedsForNoWorse: { en: 'Seeds for no worse', zh: '判定没有变差所需种子' },
  others: { en: '{count} more', zh: '另外 {count} 项' },
  steady: { en: 'hardly vary', zh: '几乎没有波动' },
  unknown: { en: 'unknown', zh: '未知' },
  over: { en: 'over {most}', zh: '超过 {most}' },
  none: { en: 'none', zh: '无' },
  tooMany: {
    en: 'The gate as a whole needs more than {most} seeds: longer takes, more viewers or a wider limit on change help.',
    zh: '整体判定需要超过 {most} 个种子：可延长每轮时间、增加观众数或放宽变化界限。',
  },
  answer: {
    en: 'The gate as a whole: {seeds} seeds, {time} on this machine, {power} % of the time. No change is no worse in every number with {noWorse}, a worsening of the hardest one ({hardest}) is regressed with {worse}.',
    zh: '整体判定：{seeds} 个种子，在本机上{time}，有 {power}% 的把握。{noWorse} 个种子可在没有变化时判定所有指标没有变差，{worse} 个可判定最难的一项（{hardest}）变差。',
  },
  untilDecided: {
    en: '`run --until decided` stops as soon as it knows. No change: {noWorse}. That worsening: {worse}.',
    zh: '`run --until decided` 一旦能够判断便停止。没有变化时：{noWorse}。出现上述变差时：{worse}。',
  },
  afterSeeds: { en: 'after {count} seeds ({time})', zh: '{count} 个种子（{time}）之后' },
  afterMore: { en: 'not within {most} seeds', zh: '{most} 个种子内无法判断' },
  halfAndMostly: {
    en: '{half} in half of the cases, {mostly} in nine of ten',
    zh: '半数情况{half}，九成{mostly}',
  },
  unseen: {
    en: 'What no seed shows cannot be ruled out by any test: {seeds} seeds rule out (95 %) only what breaks in more than {share} of seeds. {most} of seeds takes {forMost}, {few} takes {forFew}.',
    zh: '没有任何种子显示的问题，任何检验都无法排除：{seeds} 个种子只能（95%）排除在超过 {share} 的种子中出现的问题。{most} 需要 {forMost} 个种子，{few} 需要 {forFew} 个。',
  },
  unpaired: {
    en: 'Estimated from seeds of one setting only: pairs share their weather and likely need fewer.',
    zh: '仅根据一种设置的种子估算：成对比较时网络“天气”相同，所需种子可能更少。',
  },
  unlike: {
    en: '{names} differs from base by more than noise in {count} of the numbers ({which}): {instead}.',
    zh: '{names}：有 {count} 项指标（{which}）与 base 的差异超出噪声：{instead}。',
  },
  leftOut: {
    en: 'it is left out, the other variants tell the noise',
    zh: '不予采用，噪声取自其他变体',
  },
  ownSpread: {
    en: 'their noise is that of base between seeds; pairs share their weather and likely need fewer',
    zh: '其噪声取 base 在种子之间的波动；成对比较时网络“天气”相同，所需种子可能更少',
  },
} as const satisfies Record<string, Text>;
