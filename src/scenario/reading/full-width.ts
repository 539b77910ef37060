/** Punctuation of Chinese and Japanese input methods, with the ASCII character that YAML and quantities need. */
const CJK_PUNCTUATION: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '。': '.',
  '　': ' ',
  '、': ',',
};
/** Full-width forms U+FF01 to U+FF5E, which correspond to ASCII 0x21 to 0x7E. */
const FULL_WIDTH = { first: 0xff01, last: 0xff5e, shift: 0xff01 - 0x21 } as const;

/** Returns the ASCII character that a full-width one stands for, or undefined. */
export function asciiOf(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code >= FULL_WIDTH.first && code <= FULL_WIDTH.last) return String.fromCodePoint(code - FULL_WIDTH.shift);
  return CJK_PUNCTUATION[character];
}

/**
 * Describes the first full-width character of a text: 'the "：" (U+FF1A) in it is full-width: type ":"'. Undefined if there
 * is none.
 */
export function fullWidthHint(text: string): string | undefined {
  const wide = [...text].find((character) => asciiOf(character) !== undefined);
  return wide === undefined ? undefined : `the ${named(wide)} in it is full-width: type ${shown(asciiOf(wide) ?? '')}`;
}

/** Formats a character with its code point: '"：" (U+FF1A)'. */
export function named(character: string): string {
  return `"${character}" (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`;
}

/** Formats an ASCII character: in quotes, or a space by name. */
export function shown(ascii: string): string {
  return { ' ': 'a space', '"': "'\"'" }[ascii] ?? `"${ascii}"`;
}

/** A full-width character in a place where only YAML syntax can be meant. */
export interface WideSyntax {
  readonly line: number;
  readonly character: string;
}

const OPENING = '{[｛［';
const CLOSING = '}]｝］';

/**
 * Finds full-width characters used as YAML syntax. Skips comments and quoted text, and characters that plain text may contain,
 * such as a comma in a label.
 */
export function wideSyntax(text: string): readonly WideSyntax[] {
  const found: WideSyntax[] = [];
  let depth = 0;
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = stripTextAndComment(written);
    const add = (character: string) => found.push({ line: index + 1, character });
    for (const character of /^[ \t]*([　\u00A0]+)/.exec(line)?.[1]?.slice(0, 1) ?? '') add(character);
    for (const [at, character] of [...line].entries()) {
      if (OPENING.includes(character)) depth++;
      else if (CLOSING.includes(character)) depth = Math.max(0, depth - 1);
      if ('｛｝［］'.includes(character)) add(character);
      else if (character === '，' && depth > 0) add(character);
      else if (character === '：' && KEY_BEFORE.test([...line].slice(0, at).join(''))) add(character);
      else if (character === '－' && /^\s*$/.test([...line].slice(0, at).join(''))) add(character);
    }
  }
  return found;
}

/** Text that ends in a key at the beginning of a line, list entry or field. */
const KEY_BEFORE = /(?:^|[{,｛，[［]|- )\s*[A-Za-z][\w-]*\s*$/;

/** Removes the comment from a line and blanks its quoted text, keeping columns. */
function stripTextAndComment(line: string): string {
  return line
    .replace(/(^|[\s{[,:])("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/g, (all, before: string) => before.padEnd(all.length))
    .replace(/(^|\s)#.*$/, '');
}
