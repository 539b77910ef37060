import type { Text } from '../../model/result/text.ts';

/** Advice for a machine that cannot keep up. */
export const FREE_THE_MACHINE: Text = {
  en: 'Close other programs, use fewer viewers, a smaller picture or a cheaper codec (h264), or a machine with more cores; then run again.',
  zh: '请关闭其他程序，减少观众数，减小画面尺寸或改用更省 CPU 的编码（h264），或换用核数更多的机器，然后重新彩排。',
};

export const RUN_AGAIN: Text = {
  en: 'Run the rehearsal again and let it run to its end.',
  zh: '请重新彩排，并等待其完整结束。',
};
