/** Punctuation of Chinese and Japanese input methods, with the ASCII character that YAML and quantities need. */
const CJK_PUNCTUATION: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '。': '.',
  '　': ' ',
  '、': ',',
  '【': '[',
  '】': ']',
};
/** Vertical and small forms of ASCII signs, as of Taiwan's input methods; each is equivalent to the sign (NFKC). */
const VERTICAL_OR_SMALL = /[\uFE10-\uFE1F\uFE30-\uFE6F]/u;
/** Signs that look like a colon. */
export const COLONS = '：﹕︓︰∶꞉';
/** Signs that word processors and formulas put in place of ASCII ones. */
const TYPOGRAPHIC: Readonly<Record<string, string>> = {
  '−': '-',
  '‐': '-',
  '‑': '-',
  '–': '-',
  '—': '-',
  '×': 'x',
  '≤': '<=',
  '≥': '>=',
  '∶': ':',
  '꞉': ':',
  '︰': ':',
};
/** Full-width forms U+FF01 to U+FF5E, which correspond to ASCII 0x21 to 0x7E. */
const FULL_WIDTH = { first: 0xff01, last: 0xff5e, shift: 0xff01 - 0x21 } as const;

/** Returns the ASCII character that a full-width one stands for, or undefined. */
export function asciiOf(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code >= FULL_WIDTH.first && code <= FULL_WIDTH.last) return String.fromCodePoint(code - FULL_WIDTH.shift);
  const equivalent = VERTICAL_OR_SMALL.test(character) ? character.normalize('NFKC') : '';
  return /^[\x21-\x7E]$/.test(equivalent) ? equivalent : CJK_PUNCTUATION[character];
}

/**
 * Describes the first character of a text that is typed in place of an ASCII one: 'the "：" (U+FF1A) in it is full-width: type
 * ":"'. Undefined if there is none.
 */
export function fullWidthHint(text: string): string | undefined {
  for (const character of text) {
    const wide = asciiOf(character);
    if (wide !== undefined) return `the ${named(character)} in it is full-width: type ${shown(wide)}`;
    const plain = TYPOGRAPHIC[character];
    if (plain !== undefined) return `the ${named(character)} in it is another sign: type ${shown(plain)}`;
  }
  return undefined;
}

/** Formats a character with its code point: '"：" (U+FF1A)'. */
export function named(character: string): string {
  return `"${character}" (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`;
}

/** Formats an ASCII character: in quotes, or a space by name. */
export function shown(ascii: string): string {
  return { ' ': 'a space', '"': "'\"'" }[ascii] ?? `"${ascii}"`;
}
