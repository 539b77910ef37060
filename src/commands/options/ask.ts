import { createInterface } from 'node:readline/promises';
import { InputError } from '../../lib/errors.ts';
import type { Parsed } from '../../scenario/reading/quantity.ts';
import type { Context } from '../command.ts';

export interface Question<T> {
  /** The option that answers it on the command line. */
  readonly option: string;
  readonly text: string;
  /** What an empty answer means; undefined where there has to be one. */
  readonly byDefault?: string;
  readonly parse: (text: string) => Parsed<T>;
}

/** The answer from the command line, else from whoever sits at the terminal, who is asked again until it is right. Throws InputError. */
export async function ask<T>(
  question: Question<T>,
  given: string | undefined,
  { terminal, signal }: Context,
): Promise<T> {
  const { option, text, byDefault, parse } = question;
  const isAsked = given === undefined && process.stdin.isTTY === true && process.stderr.isTTY === true;
  if (!isAsked) return answerTo(question, given ?? byDefault ?? '');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (;;) {
      const written = await lines.question(`${text}${byDefault ? ` [${byDefault}]` : ''}: `, { signal });
      const parsed = parse(written.trim() === '' ? (byDefault ?? '') : written);
      if (parsed.type === 'ok') return parsed.value;
      terminal.log(`  ${parsed.expected}${parsed.hint === undefined ? '' : ` (${parsed.hint})`}`);
    }
  } catch (error) {
    // The end of input, or Ctrl-C.
    throw new InputError([
      { where: `--${option}`, path: '', expected: text, got: error instanceof Error ? error.message : '' },
    ]);
  } finally {
    lines.close();
  }
}

function answerTo<T>({ option, parse }: Question<T>, written: string): T {
  const parsed = parse(written);
  if (parsed.type === 'ok') return parsed.value;
  const { expected, hint } = parsed;
  const got = written === '' ? 'nothing' : JSON.stringify(written);
  throw new InputError([{ ...{ where: `--${option}`, path: '', expected, got }, ...(hint !== undefined && { hint }) }]);
}
