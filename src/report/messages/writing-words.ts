import type { Text } from './words.ts';

/** Texts around reports that could not be written. */
export const WRITING_WORDS = {
  charts: { en: 'charts', zh: '曲线图' },
  unwritten: { en: '{what} could not be written: {why}', zh: '{what} 写入失败：{why}' },
} as const satisfies Record<string, Text>;
