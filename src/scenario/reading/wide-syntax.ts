import { asciiOf, COLONS } from './full-width.ts';

/** A character in a place where only YAML syntax can be meant, with what YAML needs there. */
export interface WideSyntax {
  readonly line: number;
  readonly character: string;
  readonly ascii: string;
}

/** Characters that may be syntax, or stand for it. */
const SYNTAX = /[{}[\];]|[^\p{ASCII}\p{L}]/gu;
const OPENING = '{[｛［﹛︷﹇';
const CLOSING = '}]｝］﹜︸﹈';
/** Text that ends in a key at the beginning of a line, list entry or field. */
const KEY_BEFORE = /(?:^|[{,｛，[［]|- )\s*\p{L}[\p{L}\p{N}_-]*\s*$/u;
/** Text after which a value or a list entry begins. */
const VALUE_BEFORE = /(?:^|[:：,，{[｛［]|[-－–—•]\s)\s*$/;
const FIELD_AFTER = /^\s*\p{L}[\p{L}\p{N}_-]*\s*[:：]/u;
/** Brackets of text that are put in place of braces, once a value begins with them. */
const BRACKETS: Readonly<Record<string, string>> = { '（': '{', '【': '[', '〔': '[', '「': '{', '《': '{' };
const BRACKETS_CLOSING: Readonly<Record<string, string>> = { '）': '}', '】': ']', '〕': ']', '」': '}', '》': '}' };
const DASHES = '－–—−•·';
/** Signs that begin a value with a meaning of their own. */
const BEGINNING: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '＂': '"',
  '‘': "'",
  '＇': "'",
  '＆': '&',
  '＊': '*',
};

/**
 * Finds full-width characters, and others of input methods and word processors, used as YAML syntax. Skips comments and quoted
 * text, and characters that plain text may contain, such as a comma in a label. Only a text that is not YAML is worth asking.
 */
export function wideSyntax(text: string): readonly WideSyntax[] {
  const found: WideSyntax[] = [];
  let depth = 0;
  let bracketed = false;
  for (const [index, written] of text.split(/\r\n|\r|\n/).entries()) {
    const line = stripTextAndComment(written);
    for (const { 0: character, index: at } of line.matchAll(SYNTAX)) {
      const before = line.slice(0, at);
      const after = line.slice(at + character.length);
      const isOpening = BRACKETS[character] !== undefined && VALUE_BEFORE.test(before);
      if (isOpening) bracketed = true;
      const ascii = meant(character, { before, after, depth, isOpening, bracketed });
      if (OPENING.includes(character) || isOpening) depth++;
      else if (CLOSING.includes(character) || BRACKETS_CLOSING[character] !== undefined) depth = Math.max(0, depth - 1);
      if (ascii !== undefined) found.push({ line: index + 1, character, ascii });
      if (ascii === '#') break;
    }
  }
  return found;
}

interface Place {
  readonly before: string;
  readonly after: string;
  readonly depth: number;
  readonly isOpening: boolean;
  readonly bracketed: boolean;
}

/** Returns what a character stands for where only YAML syntax can be meant, or undefined. */
function meant(character: string, { before, after, depth, isOpening, bracketed }: Place): string | undefined {
  const ascii = asciiOf(character) ?? '';
  if (ascii !== '' && '{}[]'.includes(ascii) && !'【】'.includes(character)) return ascii;
  if (isOpening) return BRACKETS[character];
  if (bracketed && BRACKETS_CLOSING[character] !== undefined) return BRACKETS_CLOSING[character];
  if (ascii === ',' && character !== '、' && depth > 0) return ',';
  if ('、；;'.includes(character) && depth > 0 && FIELD_AFTER.test(after)) return ',';
  if (COLONS.includes(character) && KEY_BEFORE.test(before)) return ':';
  if (DASHES.includes(character) && /^\s*$/.test(before) && /^\s/.test(after)) return '-';
  if (character === '－' && /^\s*$/.test(before)) return '-';
  if (character === '＃' && /\s$/.test(before)) return '#';
  if ('　\u00A0'.includes(character) && (/^\s*$/.test(before) ? !/[　\u00A0]/.test(before) : isAfterKey(before)))
    return ' ';
  return VALUE_BEFORE.test(before) ? BEGINNING[character] : undefined;
}

function isAfterKey(before: string): boolean {
  return before.endsWith(':') && KEY_BEFORE.test(before.slice(0, -1));
}

/** Removes the comment from a line and blanks its quoted text, keeping columns. */
function stripTextAndComment(line: string): string {
  return line
    .replace(/(^|[\s{[,:])("(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/g, (all, before: string) => before.padEnd(all.length))
    .replace(/(^|\s)#.*$/, '');
}
