import type { Comparison } from '../../model/scenario/budget.ts';

/** Signs and words of a comparison; a word stands for the sign that it says, "小于" for less than. */
export const COMPARISON_WORDS: Readonly<Record<Comparison, readonly string[]>> = {
  '<': ['<', '＜', 'below', 'under', 'less than', '小于', '低于'],
  '<=': ['<=', '≤', '≦', 'at most', 'no more than', '不超过', '不高于', '不大于', '至多'],
  '>': ['>', '＞', 'above', 'over', 'more than', '大于', '高于'],
  '>=': ['>=', '≥', '≧', 'at least', 'no less than', '不低于', '不少于', '不小于', '至少'],
};
