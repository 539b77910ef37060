import type { Text } from '../messages/words.ts';
import { escapeMarkup } from '../text/escape.ts';

/** HTML that is already escaped. Only `html` and `trusted` make it. */
export interface Markup {
  readonly markup: string;
}

/** Whatever a template may contain. */
export type Content = string | number | Text | Markup | undefined | readonly Content[];

/** Template tag for HTML: escapes strings, writes a Text in both languages (the page's style shows one), leaves Markup alone. */
export function html(strings: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return { markup: strings.reduce((all, string, i) => all + render(contents[i - 1]) + string) };
}

/** Declares text as safe HTML. Only for text of our own, never from outside: styles and the script. */
export function trusted(text: string): Markup {
  return { markup: text };
}

function render(content: Content): string {
  if (content === undefined) return '';
  if (typeof content === 'string') return text(content);
  if (typeof content === 'number') return String(content);
  if (isList(content)) return content.map(render).join('');
  if ('markup' in content) return content.markup;
  if (content.en === content.zh) return text(content.en);
  return `<span lang="en">${text(content.en)}</span><span lang="zh-Hans">${text(content.zh)}</span>`;
}

function isList(content: Content): content is readonly Content[] {
  return Array.isArray(content);
}

/** Spaces between a sign and its number, and a number and its unit. */
const KEPT_SPACE = /(?<=\d) (?=(?:ms|s|fps|%|[kM]?bps|[kM]?B|min|h|GiB)(?![\w]))|(?<=[±≤≥<>]) (?=\d)/g;

/** Escapes text, and makes the spaces that hold numbers and units together non-breaking. */
function text(content: string): string {
  return escapeMarkup(content.replace(KEPT_SPACE, '\u00a0'));
}
