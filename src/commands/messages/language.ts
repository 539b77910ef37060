import { LANGUAGES, type Language } from '../../report/messages/words.ts';

/** Values of --lang. */
export const LANG_CHOICES = LANGUAGES;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Chooses the language of what people read: --lang, else the environment in the order of POSIX (LC_ALL, LC_MESSAGES, LANG).
 * English for any other language, and for a --lang that is wrong, which the parser of options reports.
 */
export function chooseLanguage(argv: readonly string[], environment: Environment): Language {
  return writtenLanguage(argv) ?? languageOfLocale(environment);
}

/** Returns the first word of the command line, which is the command's name; --lang may stand before it. */
export function commandWord([first = '', ...rest]: readonly string[]): string {
  if (first === '--lang') return commandWord(rest.slice(1));
  return first.startsWith('--lang=') ? commandWord(rest) : first;
}

/** Reads --lang before the command line is parsed, since help and its errors need the language too. */
function writtenLanguage(argv: readonly string[]): Language | undefined {
  const end = argv.indexOf('--');
  const own = end === -1 ? argv : argv.slice(0, end);
  const at = own.findLastIndex((word) => word === '--lang' || word.startsWith('--lang='));
  if (at === -1) return undefined;
  const value = own[at] === '--lang' ? own[at + 1] : own[at]?.slice('--lang='.length);
  return LANGUAGES.find((language) => language === value);
}

/** Reads a locale such as "zh_CN.UTF-8". The first variable that is set and not empty decides (POSIX 8.2). */
function languageOfLocale({ LC_ALL, LC_MESSAGES, LANG }: Environment): Language {
  const locale = [LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '') ?? '';
  return /^zh(?![a-z])/i.test(locale) ? 'zh' : 'en';
}
