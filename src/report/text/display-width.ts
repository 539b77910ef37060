// Ranges a terminal draws two columns wide: CJK, Hangul, fullwidth forms, emoji (Unicode East Asian Width W and F, coarse).
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const ZERO = /[\p{Mn}\p{Me}\p{Cf}]/u;

/** Columns that `text` (without escape codes) takes on a terminal. */
export function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) width += ZERO.test(character) ? 0 : WIDE.test(character) ? 2 : 1;
  return width;
}

/** `text` filled with spaces, or cut with "…", to exactly `width` columns. */
export function pad(text: string, width: number, align: 'left' | 'right' = 'left'): string {
  const cut = displayWidth(text) <= width ? text : `${take(text, Math.max(0, width - 1))}…`;
  const space = ' '.repeat(Math.max(0, width - displayWidth(cut)));
  return align === 'left' ? cut + space : space + cut;
}

/** Lines of at most `width` columns; breaks at spaces, and inside a word only when it alone is longer. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    let rest = word;
    if (line !== '' && displayWidth(line) + 1 + displayWidth(rest) > width) {
      lines.push(line);
      line = '';
    }
    while (displayWidth(rest) > width) {
      const part = take(rest, width);
      if (part === '') break;
      lines.push(part);
      rest = rest.slice(part.length);
    }
    line = line === '' ? rest : `${line} ${rest}`;
  }
  return [...lines, line];
}

function take(text: string, width: number): string {
  let taken = '';
  let used = 0;
  for (const character of text) {
    used += displayWidth(character);
    if (used > width) return taken;
    taken += character;
  }
  return taken;
}
