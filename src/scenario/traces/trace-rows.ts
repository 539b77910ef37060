/** A line of a file that is neither blank nor a comment, by its number from 1. */
export interface TraceLine {
  readonly line: number;
  readonly text: string;
}

/** A row of numbers, in seconds and Mbps; NaN for a cell that is not a number. */
export interface TraceRow {
  readonly line: number;
  readonly pair: readonly number[];
  readonly shown: string;
}

/** Units that a heading may name, in seconds and in Mbps, which are the units without a heading. */
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
 * Splits lines into columns, separated by semicolons, tabs, commas or blanks (as in Pensieve's traces). No cell of a heading is
 * a number, whatever digits its words contain; the units that it names apply.
 */
export function traceRows(lines: readonly TraceLine[]): TraceRow[] {
  const [first, ...rest] = lines;
  const heading = first === undefined ? undefined : cellsOf(first.text);
  const hasHeading = heading?.every((cell) => Number.isNaN(numberOf(cell))) === true;
  const [time = '', rate = ''] = hasHeading ? heading.map((cell) => cell.toLowerCase()) : [];
  const scales = [scaleOf(time, TIMES), scaleOf(rate, RATES)];
  return (hasHeading ? rest : lines).map(({ line, text }) => ({
    line,
    pair: cellsOf(text).map((cell, n) => numberOf(cell) * (scales[n] ?? 1)),
    shown: JSON.stringify(text),
  }));
}

/** Returns whether a file whose name does not tell has two numbers per line, as Pensieve's traces do. */
export function looksLikeRows([first]: readonly TraceLine[]): boolean {
  const cells = first === undefined ? [] : cellsOf(first.text);
  return cells.length === 2 && cells.every((cell) => !Number.isNaN(numberOf(cell)));
}

function cellsOf(text: string): string[] {
  const separator = [';', '\t', ','].find((mark) => text.includes(mark)) ?? /\s+/;
  const cells = text.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  // A comma that does not separate cells is a decimal comma.
  return separator === ',' ? cells : cells.map((cell) => cell.replace(/^([+-]?\d+),(\d+)$/, '$1.$2'));
}

function numberOf(cell: string): number {
  return cell === '' ? Number.NaN : Number(cell);
}

function scaleOf(heading: string, units: readonly (readonly [RegExp, number])[]): number {
  return units.find(([written]) => written.test(heading))?.[1] ?? 1;
}
