import type { Argv } from 'yargs';

/** What a command takes, as yargs was told. */
export interface KnownOptions {
  /** yargs' own notation: "run <scenario>". */
  readonly usage: string;
  /** By their long names, without positionals. */
  readonly names: readonly string[];
  readonly numbers: readonly string[];
  readonly texts: readonly string[];
  /** Those that may be given more than once. */
  readonly lists: readonly string[];
}

interface YargsOptions {
  readonly key: Readonly<Record<string, unknown>>;
  readonly string: readonly string[];
  readonly number: readonly string[];
  readonly array: readonly string[];
}

/** Read back from yargs after a command has declared its options; yargs' types know nothing of it. */
export function knownOptions(usage: string, yargs: Argv): KnownOptions {
  const { key, string, number, array } = (yargs as unknown as { getOptions(): YargsOptions }).getOptions();
  const positionals = positionalsOf(usage);
  const isOption = (name: string) => !positionals.includes(name);
  return {
    usage,
    names: Object.keys(key).filter(isOption),
    numbers: number.filter(isOption),
    texts: string.filter(isOption),
    lists: array,
  };
}

/** "compare <baseline> [candidate]": baseline, candidate. */
export function positionalsOf(usage: string): readonly string[] {
  return [...usage.matchAll(/[<[]([\w-]+)/g)].map(([, name = '']) => name);
}
