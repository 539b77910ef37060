import { named, shown } from './full-width.ts';

/** Characters without a picture: soft hyphen, zero-width and direction marks, byte order mark, DEL and C1 controls. */
const INVISIBLE = /[\u007F-\u009F\u00AD\u180E\u200B-\u200F\u2028-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/u;
/** Blanks that look like a space and are none; the full-width one has a hint of its own (full-width.ts). */
const BLANK = /[\u00A0\u1680\u2000-\u200A\u202F\u205F]/u;
const UNSEEN = new RegExp(`${INVISIBLE.source}|${BLANK.source}`, 'gu');

/** Cyrillic and Greek letters that look like Latin ones, each before the one it looks like. */
const TWINS = new Map(
  'аaАAсcСCеeЕEоoОOрpРPхxХXуyіiјjѕsКKМMВBНHТTԁdһhοoαaνvρpκkτt'
    .match(/../gu)
    ?.map((pair) => [pair[0] ?? '', pair[1] ?? '']),
);

/** Words: one of Russian or Greek has no Latin letters, one with a twin typed by mistake has some. */
const WORD = /[\p{L}\p{N}]+/gu;

/** Describes the first character of a text that is invisible, or looks like an ASCII one. */
export function oddHint(text: string): string | undefined {
  for (const [character] of text.matchAll(UNSEEN))
    return INVISIBLE.test(character)
      ? `an invisible character (${code(character)}) is in it: delete it`
      : `a blank of another kind (${code(character)}) is in it: type a space`;
  for (const [word] of text.matchAll(WORD)) {
    const twin = /[A-Za-z]/.test(word) ? [...word].find((character) => TWINS.has(character)) : undefined;
    if (twin !== undefined) return twinHint(twin);
  }
  return undefined;
}

/** Describes the first letter of a word of look-alikes alone, "1280х720": in a language of its own such a word is rare. */
export function twinWordHint(text: string): string | undefined {
  for (const [word] of text.matchAll(WORD)) {
    const letters = [...word].filter((character) => /\p{L}/u.test(character));
    const [first] = letters;
    if (first !== undefined && letters.every((letter) => TWINS.has(letter))) return twinHint(first);
  }
  return undefined;
}

function twinHint(twin: string): string {
  return `the ${named(twin)} in it is another letter: type ${shown(TWINS.get(twin) ?? '')}`;
}

/** Returns a text with what cannot be seen written out, "20\u200bs". */
export function visible(text: string): string {
  return text.replace(UNSEEN, (character) => `\\u${hex(character).toLowerCase()}`);
}

function code(character: string): string {
  return `U+${hex(character)}`;
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}
