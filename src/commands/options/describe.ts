import type { Argv } from 'yargs';
import type { Language } from '../../report/messages/words.ts';
import type { Command } from '../command.ts';
import { COMMAND_HELP, SHARED_HELP } from '../messages/help-words.ts';
import { knownOptions, positionalsOf } from './known-options.ts';

/** Returns what a command does, in one line of --help. */
export function describeCommand({ usage, describe }: Pick<Command<never>, 'usage' | 'describe'>, language: Language) {
  return language === 'zh' ? (helpOf(usage)?.describe ?? describe) : describe;
}

/** Describes the options that a command has just declared in the language of the terminal; English stands there already. */
export function describeOptions(yargs: Argv, usage: string, language: Language): void {
  if (language !== 'zh') return;
  for (const name of [...knownOptions(usage, yargs).names, ...positionalsOf(usage)]) {
    const text = optionHelp(usage, name);
    if (text !== undefined) yargs.describe(name, text);
  }
}

/** Returns the Chinese for an option or positional of the command; undefined if there is none. */
export function optionHelp(usage: string, name: string): string | undefined {
  const own = helpOf(usage)?.options ?? {};
  if (Object.hasOwn(own, name)) return own[name];
  return Object.hasOwn(SHARED_HELP, name) ? SHARED_HELP[name] : undefined;
}

function helpOf(usage: string) {
  const [name = ''] = usage.split(' ');
  return Object.hasOwn(COMMAND_HELP, name) ? COMMAND_HELP[name] : undefined;
}
