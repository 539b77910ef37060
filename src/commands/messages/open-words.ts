import type { Text } from '../../report/messages/words.ts';

/** Texts of `open`. */
export const OPEN_WORDS = {
  noBrowser: {
    en: 'No browser can be opened from here: open this file yourself.',
    zh: '此处无法打开浏览器：请自行打开该文件。',
  },
} as const satisfies Record<string, Text>;
