import { InputError, type Problem } from '../../lib/errors.ts';
import { LARGEST_SEED } from '../../model/scenario/scenario.ts';
import { kindHint } from '../../scenario/reading/kind-hint.ts';
import { hintOn } from '../../scenario/reading/notes.ts';

interface Range {
  readonly least: number;
  readonly most: number;
}

/** Seeds that an option may give: the same as in a scenario. */
export const SEEDS: Range = { least: 0, most: LARGEST_SEED };

/**
 * Builds an option that takes a whole number in a range. It is parsed here, since yargs would turn "abc" into NaN and an empty
 * text (an unset variable in quotes) into 0.
 */
export function wholeNumber(name: string, range: Range) {
  const expected = `a whole number from ${range.least} to ${range.most}`;
  return { type: 'string', coerce: readNumber(name, expected, /^[+-]?\d+$/, range) } as const;
}

/** Builds an option that takes a number in a range, fractions included. */
export function anyNumber(name: string, range: Range, expected = `a number from ${range.least} to ${range.most}`) {
  return { type: 'string', coerce: readNumber(name, expected, /^[+-]?(\d+\.?\d*|\.\d+)$/, range) } as const;
}

/**
 * Builds a parser that returns a number, or an InvalidNumber in its place: yargs would turn whatever it throws into an error
 * without a type.
 */
function readNumber(name: string, expected: string, form: RegExp, { least, most }: Range) {
  // A default arrives as a number, an option given twice as a list.
  return (given: unknown): number => {
    const text = String(given).trim();
    const value = Number(text);
    if (!Array.isArray(given) && form.test(text) && value >= least && value <= most) return value;
    const got = Array.isArray(given) ? `${given.length} of them` : text === '' ? 'nothing' : JSON.stringify(text);
    const hint = hintOn(got, kindHint(expected, text));
    const problem: Problem = { where: `--${name}`, path: '', expected, got, ...(hint !== undefined && { hint }) };
    return new InvalidNumber(problem) as unknown as number;
  };
}

class InvalidNumber {
  readonly problem: Problem;

  constructor(problem: Problem) {
    this.problem = problem;
  }
}

/** Throws InputError with all invalid numbers at once. */
export function refuseInvalidNumbers(args: object): void {
  // yargs lists an option under both of its spellings: most-minutes and mostMinutes.
  const problems = new Map(
    Object.values(args).flatMap((each) => (each instanceof InvalidNumber ? [[each.problem.where, each.problem]] : [])),
  );
  if (problems.size > 0) throw new InputError([...problems.values()]);
}
