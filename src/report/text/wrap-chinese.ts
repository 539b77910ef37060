import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';

/** Characters between which Chinese text may be broken: ideographs, and the punctuation as wide as they are. */
const WIDE = String.raw`\p{Script=Han}\u3000-\u303f\uff00-\uff65`;
/** Punctuation that must not begin a line (W3C Requirements for Chinese Text Layout, 3.1.3). */
const CLOSING = '，。；：！？、）”’》」』】〕…';
/** Punctuation that must not end a line, likewise. */
const OPENING = '（“‘《「『【〔';

const PIECES = new RegExp(
  String.raw`[ \t]+|[${OPENING}]*(?:(?![${OPENING}${CLOSING}])[${WIDE}]|[^ \t${WIDE}${OPENING}${CLOSING}]+)[${CLOSING}]*|[${OPENING}${CLOSING}]+`,
  'gu',
);

/** Returns whether a text is Chinese, as far as breaking its lines goes. */
export function hasHan(text: string): boolean {
  return /\p{Script=Han}/u.test(text);
}

/** Breaks Chinese text into lines of at most `width` columns: between any two ideographs, never before a comma. */
export function wrapChinese(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  let gap = '';
  const pieces = [...text.matchAll(PIECES)].map(([piece]) => piece);
  for (const piece of pieces) {
    if (/^[ \t]/.test(piece)) {
      gap = line === '' ? '' : piece;
      continue;
    }
    if (stringWidth(line + gap + piece) <= width) line += gap + piece;
    else {
      if (line !== '') lines.push(line);
      const parts = wrapAnsi(piece, width, { hard: true }).split('\n');
      line = parts.pop() ?? '';
      lines.push(...parts);
    }
    gap = '';
  }
  return [...lines, line];
}
