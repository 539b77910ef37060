import type { Problem } from '../../lib/errors.ts';
import type { KnownOptions } from './known-options.ts';

/** What yargs lets pass and no command can mean: a number that is none, a value given twice, an empty one. */
export function optionProblems(args: Readonly<Record<string, unknown>>, known: KnownOptions): readonly Problem[] {
  const refuse = (name: string, expected: string, got: string): Problem => ({
    ...{ where: `--${name}`, path: '', expected, got },
  });
  return [...known.numbers, ...known.texts].flatMap((name): Problem[] => {
    const value = args[name];
    if (value === undefined) return [];
    if (Array.isArray(value) && !known.lists.includes(name))
      return [refuse(name, 'one value', `${value.length}: ${value.join(', ')}`)];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (known.numbers.includes(name))
      return values.some((each) => !Number.isFinite(each)) ? [refuse(name, 'a number', 'something else')] : [];
    return values.includes('') ? [refuse(name, 'a value', 'nothing')] : [];
  });
}
