import { describeValue } from '../reading/notes.ts';
import { type Factor, isRateFirst, rateFactor, timeFactor } from './trace-units.ts';

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

/** Line in which Excel declares the separator. */
const SEPARATOR_LINE = /^sep=.$/i;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * Splits lines into columns, separated by semicolons, tabs, commas or blanks (as in Pensieve's traces). No cell of a heading is
 * a number, whatever digits its words contain; the units that it names apply, and its order of the columns.
 */
export function traceRows(all: readonly TraceLine[]): TraceRow[] {
  const lines = withoutSeparatorLine(all);
  const [first, ...rest] = lines;
  const heading = first === undefined ? undefined : headingOf(first);
  const [one = '', other = ''] = heading ?? [];
  const isSwapped = isRateFirst(one, other);
  const [time, rate] = isSwapped ? [other, one] : [one, other];
  const factors = [timeFactor(time), rateFactor(rate)];
  return (heading === undefined ? lines : rest).map(({ line, text }) => {
    const cells = cellsOf(text);
    const ordered = isSwapped && cells.length === 2 ? cells.toReversed() : cells;
    return { line, pair: ordered.map((cell, n) => scaled(numberOf(cell), factors[n])), shown: describeValue(text) };
  });
}

/** Returns whether a file whose name does not show the format has two numbers per line, as Pensieve's traces do, a heading before them or not. */
export function looksLikeRows(all: readonly TraceLine[]): boolean {
  const [first, second] = withoutSeparatorLine(all);
  return hasTwoNumbers(first) || (first !== undefined && headingOf(first)?.length === 2 && hasTwoNumbers(second));
}

function withoutSeparatorLine(lines: readonly TraceLine[]): readonly TraceLine[] {
  return SEPARATOR_LINE.test(lines[0]?.text ?? '') ? lines.slice(1) : lines;
}

function hasTwoNumbers(line: TraceLine | undefined): boolean {
  const cells = line === undefined ? [] : cellsOf(line.text);
  return cells.length === 2 && cells.every((cell) => !Number.isNaN(numberOf(cell)));
}

/** Returns the cells of a heading. A line of cells that all begin with a digit is data, perhaps with units in it. */
function headingOf({ text }: TraceLine): readonly string[] | undefined {
  const cells = cellsOf(text);
  const isHeading =
    cells.every((cell) => Number.isNaN(numberOf(cell))) && !cells.every((cell) => /^[+-]?[\d.]/.test(cell));
  return isHeading ? cells : undefined;
}

function cellsOf(text: string): string[] {
  const separator = [';', '\t', ','].find((mark) => text.includes(mark)) ?? /\s+/;
  const cells = text.split(separator).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
  if (cells.length === 3 && cells[2] === '') cells.pop();
  // A comma that does not separate cells is a decimal comma.
  return separator === ',' ? cells : cells.map((cell) => cell.replace(/^([+-]?\d+),(\d+)$/, '$1.$2'));
}

function numberOf(cell: string): number {
  return NUMBER.test(cell) ? Number(cell) : Number.NaN;
}

function scaled(value: number, factor: Factor | undefined): number {
  return factor === undefined ? value : (value * factor.times) / factor.over;
}
