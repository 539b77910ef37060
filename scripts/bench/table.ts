/** A figure and what it must keep to. */
export interface Row {
  readonly what: string;
  readonly measured: string;
  /** Missing where there is none. */
  readonly bar?: string;
  readonly passes?: boolean;
}

/** A row with an upper bound. */
export function atMost(what: string, value: number, bound: number, show: (value: number) => string): Row {
  return { what, measured: show(value), bar: `at most ${show(bound)}`, passes: value <= bound };
}

export function table(rows: readonly Row[]): string {
  const cells = rows.map(({ what, measured, bar = '', passes }) => [
    ...[what, measured, bar],
    passes === undefined ? '' : passes ? 'pass' : 'FAIL',
  ]);
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
