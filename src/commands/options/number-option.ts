import { InputError, type Problem } from '../../lib/errors.ts';
import { LARGEST_SEED } from '../../model/scenario/scenario.ts';

interface Range {
  readonly least: number;
  readonly most: number;
}

/** As a scenario's own. */
export const SEEDS: Range = { least: 0, most: LARGEST_SEED };

/**
 * An option that is a whole number in a range. Read as text and checked as the command line is read, before anything starts: left
 * to yargs, "abc" would be NaN and nothing at all (an unset variable in quotes) 0.
 */
export function wholeNumber(name: string, range: Range) {
  const expected = `a whole number from ${range.least} to ${range.most}`;
  return { type: 'string', coerce: readNumber(name, expected, /^[+-]?\d+$/, range) } as const;
}

/** The same for a number that may have a fraction. */
export function anyNumber(name: string, range: Range, expected = `a number from ${range.least} to ${range.most}`) {
  return { type: 'string', coerce: readNumber(name, expected, /^[+-]?(\d+\.?\d*|\.\d+)$/, range) } as const;
}

/** A number, or a Problem in its place: whatever is thrown here comes out of yargs as an error without a type. */
function readNumber(name: string, expected: string, form: RegExp, { least, most }: Range) {
  // A default comes as the number it is; an option given twice as a list.
  return (given: unknown): number => {
    const text = String(given).trim();
    const value = Number(text);
    if (!Array.isArray(given) && form.test(text) && value >= least && value <= most) return value;
    const got = Array.isArray(given) ? `${given.length} of them` : text === '' ? 'nothing' : JSON.stringify(text);
    const problem: Problem = { where: `--${name}`, path: '', expected, got };
    return new WrongNumber(problem) as unknown as number;
  };
}

class WrongNumber {
  readonly problem: Problem;

  constructor(problem: Problem) {
    this.problem = problem;
  }
}

/** Throws InputError for every number that is none, all at once. */
export function refuseWrongNumbers(args: object): void {
  // An option stands there under both of its spellings: --most-minutes and mostMinutes.
  const wrong = new Map(
    Object.values(args).flatMap((each) => (each instanceof WrongNumber ? [[each.problem.where, each.problem]] : [])),
  );
  if (wrong.size > 0) throw new InputError([...wrong.values()]);
}
