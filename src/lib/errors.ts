/** Exit codes of the command line: 0 ready, 1 not ready, 2 bad input, 3 could not measure. */
export const EXIT = { ready: 0, notReady: 1, badInput: 2, couldNotMeasure: 3 } as const;

/** One thing wrong with the input: where it is, what was expected, what was found. */
export interface Problem {
  /** "scenario.yaml:12" or "--seed". */
  readonly where: string;
  /** "regions[1].access"; empty for a whole file. */
  readonly path: string;
  readonly expected: string;
  readonly got: string;
  /** "did you mean `access`?" */
  readonly hint?: string;
}

/** Formats a problem as one line: "scenario.yaml:12: regions[1].access: expected ...; got ... (hint)". */
export function formatProblem({ where, path, expected, got, hint }: Problem): string {
  const subject = path === '' ? where : `${where}: ${path}`;
  return `${subject}: expected ${expected}; got ${got}${hint === undefined ? '' : ` (${hint})`}`;
}

/** The input is wrong; nothing was started. Exit code 2. */
export class InputError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join('\n'));
    this.name = 'InputError';
    this.problems = problems;
  }
}

/** The machine, not the input, prevents measuring: no privilege, no browser, port taken, disk full. Exit code 3. */
export class CannotMeasureError extends Error {
  /** Suggestion of what the user can do about it. */
  readonly advice: string;

  constructor(message: string, advice: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CannotMeasureError';
    this.advice = advice;
  }
}
