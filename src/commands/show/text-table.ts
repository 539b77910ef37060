import { displayWidth, pad, wrap } from '../../report/text/display-width.ts';

const GAP = 2;
/** Space at which lines are not broken. Printed as a plain space, so that copied text works. */
export const UNBROKEN = '\u00a0';

/** Least width for the last column, in columns of the terminal: in less, wrapped text is one word per line. */
const MIN_LAST_COLUMN = 20;

/** Formats rows as lines. Columns are as wide as their widest cell; the last one takes the rest of `width` and is wrapped. */
export function textTable(rows: readonly (readonly string[])[], width: number, indent = 2): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: Math.max(0, columns - 1) }, (_, i) =>
    Math.max(...rows.map((row) => (i < row.length - 1 ? displayWidth(row[i] ?? '') : 0))),
  );
  return rows.flatMap((row) => {
    const before = row.slice(0, -1).map((cell, i) => pad(cell, widths[i] ?? 0) + ' '.repeat(GAP));
    const start = ' '.repeat(indent) + before.join('');
    const room = Math.max(MIN_LAST_COLUMN, width - displayWidth(start));
    return wrap(row.at(-1) ?? '', room).map((line, i) =>
      (i === 0 ? start + line : ' '.repeat(displayWidth(start)) + line).replaceAll(UNBROKEN, ' ').trimEnd(),
    );
  });
}
