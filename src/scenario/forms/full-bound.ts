import type { Comparison } from '../../model/scenario/budget.ts';
import { COMPARISON_WORDS } from '../reading/comparison-words.ts';

/** Words before an amount that say how it is compared, beside those of a bound. */
const BEFORE: Readonly<Record<Comparison, readonly string[]>> = {
  '<': ['fewer than', 'lower than', 'shorter than', 'smaller than', '少于', '不到', '短于', '小于'],
  '<=': [
    ...['within', 'up to', 'no longer than', 'not more than', 'no higher than', 'maximum', 'maximum of', 'max of'],
    ...['±', '+-', '+/-', '小于等于', '不多于', '不得超过', '不能超过', '不可超过', '最多', '控制在', '上限'],
  ],
  '>': ['higher than', 'greater than', 'better than', '多于', '超过'],
  '>=': [
    'minimum',
    'minimum of',
    'min',
    'no lower than',
    'not less than',
    'not below',
    '大于等于',
    '最少',
    '达到',
    '不得低于',
    '下限',
  ],
};

/** Words after an amount that say it: "800 ms 以内", "24 or more". */
const AFTER: Readonly<Partial<Record<Comparison, readonly string[]>>> = {
  '<=': ['以内', '之内', '以下', 'or less', 'or fewer', 'or below', 'at most', 'max', 'maximum', 'tops'],
  '>=': ['以上', '及以上', 'or more', 'or better', 'or above', 'at least', 'min', 'minimum'],
};

const AMOUNT = String.raw`(?:\d|百分之|[半零一二两三四五六七八九十])`;
const STATISTIC = String.raw`(?:[pP]\(?\d{1,3}(?:\.\d+)?\)?|max|median)`;
const SIGN = Object.values(COMPARISON_WORDS).flat().map(escaped).join('|');
const words = (from: Readonly<Partial<Record<Comparison, readonly string[]>>>) =>
  Object.entries(from).flatMap(([sign, all]) => all.map((word) => [word, sign] as const));
// A sign stays as it is written, so that messages show it.
const before = [...words(COMPARISON_WORDS).filter(([word]) => !/[<>≤≥≦≧＜＞]/.test(word)), ...words(BEFORE)].sort(
  ([a], [b]) => b.length - a.length,
);
const after = words(AFTER).sort(([a], [b]) => b.length - a.length);
const LEADING = new RegExp(String.raw`^(${before.map(([word]) => escaped(word)).join('|')})\s*(?=${AMOUNT})`, 'i');
const TRAILING = new RegExp(
  String.raw`^(?!.*(?:${SIGN}))(${AMOUNT}.*?)\s*(${after.map(([word]) => escaped(word)).join('|')})$`,
  'i',
);

/** No case at all, however often is counted. */
const NONE = /^\s*(?:none|no|never|zero|nil|0 (?:per|an?|each) \w+|0\s*\/\s*\w+|无|没有|零|零次)\s*$/i;

/**
 * Returns a bound as people say it, "within 80 ms", "800 毫秒以内", "95th percentile under 1 s", "24 or more", with statistic, sign and
 * amount as a bound has them; any other text as it is.
 */
export function fullBound(text: string): string {
  if (NONE.test(text)) return '0';
  const [, statistic = '', rest = ''] =
    new RegExp(String.raw`^(${STATISTIC}\s*)?(.*)$`, 'is').exec(
      text
        .trim()
        .replace(/^(?:the )?(\d{1,2}(?:\.\d+)?)(?:th|st|nd|rd)[- ]percentile(?: of)?/i, 'p$1')
        .replace(/^([pP]\d+)\s*分位(?:数|值)?/, '$1'),
    ) ?? [];
  const led = rest.replace(LEADING, (_, word: string) => `${signOf(word, before)} `);
  // "控制在 1 秒以内" says it before and after.
  const [, sign = '', amount = led] = /^([<>]=?) (.*)$/s.exec(led) ?? [];
  const [, inner, word] = TRAILING.exec(amount) ?? [];
  const trailing = word === undefined ? '' : signOf(word, after);
  if (trailing !== '' && sign !== '' && sign[0] !== trailing[0]) return text;
  const full = trailing === '' ? led : `${sign === '' ? trailing : sign} ${inner}`;
  return full === rest && statistic === '' ? text : `${statistic.trim()} ${full}`.trim();
}

function signOf(word: string, all: readonly (readonly [string, string])[]): string {
  return all.find(([each]) => each.toLowerCase() === word.toLowerCase())?.[1] ?? '';
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
