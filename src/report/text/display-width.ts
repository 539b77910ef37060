import stringWidth from 'string-width';
import wrapAnsi from 'wrap-ansi';
import { KEPT_SPACE } from './format.ts';
import { hasHan, wrapChinese } from './wrap-chinese.ts';

const NO_BREAK = '\u00a0';
const GRAPHEMES = new Intl.Segmenter();

/** Returns the columns that `text` takes on a terminal, escape codes not counted. */
export function displayWidth(text: string): number {
  return stringWidth(text);
}

/** Fills `text` with spaces, or cuts it with "…", to exactly `width` columns. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const fitting = displayWidth(text) <= width ? text : `${truncate(text, Math.max(0, width - 1))}…`;
  const space = ' '.repeat(Math.max(0, width - displayWidth(fitting)));
  return align === 'left' ? fitting + space : space + fitting;
}

/**
 * Breaks `text` into lines of at most `width` columns, at spaces and between ideographs; inside a word only if it alone is
 * longer.
 */
export function wrap(text: string, width: number): string[] {
  return text
    .replace(KEPT_SPACE, NO_BREAK)
    .split('\n')
    .flatMap((line) => (hasHan(line) ? wrapChinese(line, width) : wrapAnsi(line, width, { hard: true }).split('\n')))
    .map((line) => line.replaceAll(NO_BREAK, ' '));
}

/** Returns the longest beginning of `text` that fits into `width` columns. */
function truncate(text: string, width: number): string {
  let kept = '';
  for (const { segment } of GRAPHEMES.segment(text)) {
    if (displayWidth(kept + segment) > width) break;
    kept += segment;
  }
  return kept;
}
