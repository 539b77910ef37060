/** What a Chinese or Japanese input method types where YAML, and quantities, want the ASCII character. */
const CURLY: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '‘': "'",
  '’': "'",
  '。': '.',
  '　': ' ',
  '、': ',',
};
/** U+FF01 to U+FF5E are ASCII's 0x21 to 0x7E, wide. */
const WIDE = { first: 0xff01, last: 0xff5e, shift: 0xff01 - 0x21 } as const;

/** The ASCII character it stands for; undefined of any other. */
export function asciiOf(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code >= WIDE.first && code <= WIDE.last) return String.fromCodePoint(code - WIDE.shift);
  return CURLY[character];
}

/** 'the "：" in it is full-width (U+FF1A): type ":"', of the first; undefined without any. */
export function fullWidthHint(text: string): string | undefined {
  const wide = [...text].find((character) => asciiOf(character) !== undefined);
  return wide === undefined ? undefined : `the ${named(wide)} in it is full-width: type ${shown(asciiOf(wide) ?? '')}`;
}

/** '"：" (U+FF1A)' */
export function named(character: string): string {
  return `"${character}" (U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')})`;
}

/** The ASCII character in quotes, or by its name. */
export function shown(ascii: string): string {
  return { ' ': 'a space', '"': "'\"'" }[ascii] ?? `"${ascii}"`;
}

/** A full-width character where only YAML's own can be meant. */
export interface WideSyntax {
  readonly line: number;
  readonly character: string;
}

const OPENING = '{[｛［';
const CLOSING = '}]｝］';

/** All of them in a file, comments and quoted text left out. What free text may hold, such as a comma in a label, is none. */
export function wideSyntax(text: string): readonly WideSyntax[] {
  const found: WideSyntax[] = [];
  let depth = 0;
  for (const [index, written] of text.split(/\r?\n/).entries()) {
    const line = bare(written);
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

/** A key of ours, at the beginning of its line, list entry or field. */
const KEY_BEFORE = /(?:^|[{,｛，[［]|- )\s*[A-Za-z][\w-]*\s*$/;

/** The line without its comment, and with its quoted texts blanked. */
function bare(line: string): string {
  return line
    .replace(/(^|[\s{[,:])("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/g, (all, before: string) => before.padEnd(all.length))
    .replace(/(^|\s)#.*$/, '');
}
