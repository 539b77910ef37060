import type { Argv } from 'yargs';

/** Options that a command declared to yargs. */
export interface KnownOptions {
  /** Usage in yargs' notation, such as "run <scenario>". */
  readonly usage: string;
  /** Long names of all options, without positionals. */
  readonly names: readonly string[];
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
  /** Options without a value. */
  readonly switches: readonly string[];
  /** Options that may be given more than once. */
  readonly lists: readonly string[];
}

interface YargsOptions {
  readonly key: Readonly<Record<string, unknown>>;
  readonly string: readonly string[];
  readonly number: readonly string[];
  readonly boolean: readonly string[];
  readonly array: readonly string[];
}

/** Reads back from yargs the options that a command has declared, through a method that its types lack. */
export function knownOptions(usage: string, yargs: Argv): KnownOptions {
  const { key, string, number, boolean, array } = (yargs as unknown as { getOptions(): YargsOptions }).getOptions();
  const positionals = positionalsOf(usage);
  const isOption = (name: string) => !positionals.includes(name);
  return {
    usage,
    names: Object.keys(key).filter(isOption),
    numbers: number.filter(isOption),
    texts: string.filter(isOption),
    switches: boolean.filter(isOption),
    lists: array,
  };
}

/** Lists the positionals of a usage: "compare <baseline> [candidate]" has baseline and candidate. */
export function positionalsOf(usage: string): readonly string[] {
  return [...usage.matchAll(/[<[]([\w-]+)/g)].map(([, name = '']) => name);
}
