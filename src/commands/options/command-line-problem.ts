import type { Problem } from '../../lib/errors.ts';
import { didYouMean } from '../../scenario/reading/nearest.ts';
import { type KnownOptions, positionalsOf } from './known-options.ts';

/** A command line that yargs rejected, as far as it was understood. */
export interface CommandLine {
  /** First word of the command line; empty if there is none. */
  readonly word: string;
  readonly commands: readonly string[];
  /** Options of the command, if it is known. */
  readonly known: KnownOptions | undefined;
  /** Words of the command line. */
  readonly args: readonly string[];
}

const WHERE = 'command line';

/** Turns yargs' error message into problems like all others: where, what was expected, what was found. */
export function commandLineProblems(message: string, { word, commands, known, args }: CommandLine): readonly Problem[] {
  const usage = `\`longhaul ${known?.usage ?? '<command>'}\``;
  const problem = (where: string, expected: string, got: string, hint?: string): Problem => ({
    ...{ where, path: '', expected, got },
    ...(hint !== undefined && { hint }),
  });
  if (!commands.includes(word)) {
    const got = word === '' || word.startsWith('-') ? 'none' : `"${word}"`;
    const hint = word === '' ? 'try `longhaul run quickstart`' : didYouMean(word, commands);
    return [problem(WHERE, `a command (${commands.join(', ')})`, got, hint)];
  }
  const unknown = /^Unknown arguments?: (.*)$/s.exec(message)?.[1]?.split(', ');
  if (unknown !== undefined)
    return unknown.map((name) => {
      const near = didYouMean(name, known?.names ?? [])?.replace(/`/, '`--');
      // yargs names options without their dashes, like extra words.
      const isOption = near !== undefined || args.some((arg) => arg.split('=')[0] === `--${name}`);
      const got = isOption ? `the unknown option "--${name}"` : `also "${name}"`;
      return problem(WHERE, usage, got, near ?? `\`longhaul ${word} --help\` lists all options`);
    });
  const missing = /^Not enough (?:non-option )?arguments(?: following: (\S+)|: got (\d+))/.exec(message);
  if (missing?.[1] !== undefined) return [problem(`--${missing[1]}`, 'a value', 'nothing')];
  if (missing !== null) {
    const name = positionalsOf(usage)[Number(missing[2])] ?? '';
    return [problem(WHERE, usage, `no ${name}`)];
  }
  const demanded = /^Missing required arguments?: (.*)$/s.exec(message)?.[1]?.split(', ');
  if (demanded !== undefined)
    return demanded.map((name) =>
      problem(`--${name}`, 'a value', 'nothing', `\`longhaul ${word} --help\` lists all options`),
    );
  const choices = [...message.matchAll(/Argument: (\S+), Given: (.*), Choices: (.*)/g)];
  if (choices.length > 0)
    return choices.map(([, name = '', given = '', list = '']) => {
      const allowed = [...list.matchAll(/"([^"]*)"/g)].map(([, choice = '']) => choice);
      const where = positionalsOf(usage).includes(name) ? WHERE : `--${name}`;
      return problem(where, `one of ${allowed.join(', ')}`, given, didYouMean(given.replace(/"/g, ''), allowed));
    });
  return [problem(WHERE, usage, message)];
}
