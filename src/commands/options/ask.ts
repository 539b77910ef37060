import { createInterface } from 'node:readline/promises';
import { InputError } from '../../lib/errors.ts';
import type { Parsed } from '../../scenario/reading/quantity.ts';
import type { Context } from '../command.ts';
import { problemPart } from '../messages/input-phrases.ts';
import { say } from '../messages/say.ts';

/** A question that an option answers on the command line. */
export interface Question<T> {
  /** Name of the option, without its dashes. */
  readonly option: string;
  readonly text: string;
  /** Answer assumed for an empty one; absent if an answer is required. */
  readonly byDefault?: string;
  readonly parse: (text: string) => Parsed<T>;
}

/**
 * Returns the answer given on the command line. Without one, asks at the terminal until the answer is valid, or takes the default
 * if there is no terminal. Throws InputError.
 */
export async function ask<T>(
  question: Question<T>,
  given: string | undefined,
  { terminal, signal }: Context,
): Promise<T> {
  const { option, text, byDefault, parse } = question;
  const canAsk = process.stdin.isTTY === true && process.stderr.isTTY === true;
  if (given !== undefined || !canAsk) return parseAnswer(question, given ?? byDefault ?? '');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    for (;;) {
      const written = await lines.question(`${text}${byDefault ? ` [${byDefault}]` : ''}: `, { signal });
      const parsed = parse(written.trim() === '' ? (byDefault ?? '') : written);
      if (parsed.type === 'ok') return parsed.value;
      const inWords = (part: string) => say(terminal, problemPart(part));
      terminal.log(`  ${inWords(parsed.expected)}${parsed.hint === undefined ? '' : ` (${inWords(parsed.hint)})`}`);
    }
  } catch (error) {
    // Input ended, or Ctrl-C was pressed.
    throw new InputError([
      { where: `--${option}`, path: '', expected: text, got: error instanceof Error ? error.message : '' },
    ]);
  } finally {
    lines.close();
  }
}

function parseAnswer<T>({ option, parse }: Question<T>, written: string): T {
  const parsed = parse(written);
  if (parsed.type === 'ok') return parsed.value;
  const { expected, hint } = parsed;
  const got = written === '' ? 'nothing' : JSON.stringify(written);
  throw new InputError([{ ...{ where: `--${option}`, path: '', expected, got }, ...(hint !== undefined && { hint }) }]);
}
