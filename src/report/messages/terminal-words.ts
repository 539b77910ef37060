import type { Text } from './words.ts';

/** Texts of the verdict in the terminal that the page says otherwise or not at all. */
export const TERMINAL_WORDS = {
  facts: {
    en: '{regions} regions, {viewers} viewers, {duration} measured',
    zh: '{regions} 个地区，{viewers} 位观众，测量 {duration}',
  },
  network: { en: 'network {proof}', zh: '网络 {proof}' },

  // Comparisons.
  paired: { en: '{count} seeds paired, {alpha}', zh: '{count} 对种子，{alpha}' },
  dropped: { en: 'seed {seed} of the {arm} does not count: {reason}', zh: '{arm}的种子 {seed} 不计入：{reason}' },
  droppedSeveral: { en: '{count} takes do not count: {seeds}. {reasons}', zh: '{count} 轮不计入：{seeds}。{reasons}' },
  seedsOfArm: { en: '{seeds} of the {arm}', zh: '{arm}的{seeds}' },
  reasonCount: { en: '{reason} ({count} times)', zh: '{reason}（{count} 次）' },
  baselineArm: { en: 'baseline', zh: '基准' },
  candidateArm: { en: 'candidate', zh: '候选' },
} as const satisfies Record<string, Text>;
