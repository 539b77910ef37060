/** A line of a file that is neither blank nor a comment, by its number from 1. */
export interface TraceLine {
  readonly line: number;
  readonly text: string;
}

/** A pair of numbers, not a number where none stands; in the units asked for. */
export interface TraceRow {
  readonly line: number;
  readonly pair: readonly number[];
  readonly shown: string;
}

/** Units that a heading may name, worth in seconds and in Mbps; without a name they are those. */
const TIMES: readonly (readonly [RegExp, number])[] = [
  [/(^|[^a-z])(us|µs|micro)/, 1e-6],
  [/(^|[^a-z])(ms|msec|milli)/, 1e-3],
];
const RATES: readonly (readonly [RegExp, number])[] = [
  [/g(bps|bit)/, 1e3],
  [/m(bps|bit)/, 1],
  [/k(bps|bit)/, 1e-3],
  [/(^|[^a-z])(bps|bit)/, 1e-6],
];

/**
 * Two columns, apart by semicolons, tabs, commas or blanks (Pensieve's), with or without a heading. A heading has no number for
 * a cell, whatever digits its words have, and its units are believed.
 */
export function traceRows(lines: readonly TraceLine[]): TraceRow[] {
  const [first, ...rest] = lines;
  const heading = first === undefined ? undefined : cellsOf(first.text);
  const hasHeading = heading?.every((cell) => Number.isNaN(numberOf(cell))) === true;
  const [time = '', rate = ''] = hasHeading ? heading.map((cell) => cell.toLowerCase()) : [];
  const scales = [worth(time, TIMES), worth(rate, RATES)];
  return (hasHeading ? rest : lines).map(({ line, text }) => ({
    line,
    pair: cellsOf(text).map((cell, n) => numberOf(cell) * (scales[n] ?? 1)),
    shown: JSON.stringify(text),
  }));
}

/** Whether a file whose name says nothing has two numbers a line, as Pensieve's do. */
export function looksLikeRows([first]: readonly TraceLine[]): boolean {
  const cells = first === undefined ? [] : cellsOf(first.text);
  return cells.length === 2 && cells.every((cell) => !Number.isNaN(numberOf(cell)));
}

function cellsOf(text: string): string[] {
  const separator = [';', '\t', ','].find((mark) => text.includes(mark)) ?? /\s+/;
  const cells = text.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  // Where a comma does not part, it is a decimal's.
  return separator === ',' ? cells : cells.map((cell) => cell.replace(/^([+-]?\d+),(\d+)$/, '$1.$2'));
}

function numberOf(cell: string): number {
  return cell === '' ? Number.NaN : Number(cell);
}

function worth(heading: string, units: readonly (readonly [RegExp, number])[]): number {
  return units.find(([written]) => written.test(heading))?.[1] ?? 1;
}
