import { displayWidth, pad, wrap } from '../../report/text/display-width.ts';

const GAP = 2;
/** A space at which no line ends; it is printed as a plain one, so that copies of it work. */
export const UNBROKEN = '\u00a0';

/** Rows in columns as wide as their widest cell; the last column takes what is left of `width` and is wrapped in it. */
export function textTable(rows: readonly (readonly string[])[], width: number, indent = 2): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: Math.max(0, columns - 1) }, (_, i) =>
    Math.max(...rows.map((row) => (i < row.length - 1 ? displayWidth(row[i] ?? '') : 0))),
  );
  return rows.flatMap((row) => {
    const before = row.slice(0, -1).map((cell, i) => pad(cell, widths[i] ?? 0) + ' '.repeat(GAP));
    const start = ' '.repeat(indent) + before.join('');
    const room = Math.max(LEAST_ROOM, width - displayWidth(start));
    return wrap(row.at(-1) ?? '', room).map((line, i) =>
      (i === 0 ? start + line : ' '.repeat(displayWidth(start)) + line).replaceAll(UNBROKEN, ' ').trimEnd(),
    );
  });
}

/** Narrower, wrapped text is one word a line. */
const LEAST_ROOM = 20;
