import { inChinese, type Text } from '../messages/words.ts';
import { escapeMarkup } from '../text/escape.ts';
import { KEPT_SPACE } from '../text/format.ts';

/** HTML that is already escaped. Only `html` and `trusted` make it. */
export interface Markup {
  readonly markup: string;
}

/** Whatever a template may contain. */
export type Content = string | number | Text | Markup | undefined | readonly Content[];

/** Template tag for HTML: escapes strings, writes a Text in both languages (the page's style shows one), leaves Markup alone. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  const markup = strings.reduce((all, string, i) => {
    const content = contents[i - 1];
    // An attribute holds no elements.
    const isPlain = typeof content === 'string' && !/="[^"]*$/.test(strings[i - 1] ?? '');
    return all + (isPlain ? plainText(content) : render(content)) + string;
  });
  return { markup };
}

/** Declares text as safe HTML. Only for text of our own, never from outside: styles and the script. */
export function trusted(text: string): Markup {
  return { markup: text };
}

function render(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return text(content);
  if (typeof content === 'number') return String(content);
  if (isList(content))
    return content.map((each) => (typeof each === 'string' ? plainText(each) : render(each))).join('');
  if ('markup' in content) return content.markup;
  if (content.en === content.zh) return plainText(content.en);
  return `<span lang="en">${inElement(content.en)}</span><span lang="zh-Hans">${inElement(inChinese(content.zh))}</span>`;
}

function isList(content: Content): content is readonly Content[] {
  return Array.isArray(content);
}

/** Escapes a text without a language of its own; where numbers are written otherwise in Chinese, only that is in both. */
function plainText(content: string): string {
  return inElement(content)
    .replace(/(?<=\d)\u00a0%/g, '<span lang="en">\u00a0</span>%')
    .replace(/(?<=\d) pp\b/g, ' <span lang="en">pp</span><span lang="zh-Hans">个百分点</span>')
    .replace(/\bmax(?=\s[\d<>≤≥])/g, '<span lang="en">max</span><span lang="zh-Hans">最大</span>');
}

/** Escapes text that may hold elements: a command in backticks is code, a date stays in one line. */
function inElement(content: string): string {
  return text(content)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\b\d{4}-\d\d-\d\d(?: \d\d:\d\d)?/g, '<span class="whole">$&</span>');
}

/** Escapes text, and makes the spaces that hold numbers and units together non-breaking. */
function text(content: string): string {
  return escapeMarkup(content.replace(KEPT_SPACE, '\u00a0'));
}
