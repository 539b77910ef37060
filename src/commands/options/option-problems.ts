import type { Problem } from '../../lib/errors.ts';
import type { KnownOptions } from './known-options.ts';

/**
 * Finds the mistakes that yargs accepts: a number that is not a number, a value given twice, an empty value, a switch with a
 * value. `words` are those of the command line, since yargs takes any value of a switch for false.
 */
export function optionProblems(
  args: Readonly<Record<string, unknown>>,
  known: KnownOptions,
  words: readonly string[],
): readonly Problem[] {
  const refuse = (name: string, expected: string, got: string): Problem => ({
    ...{ where: `--${name}`, path: '', expected, got },
  });
  const options = words.slice(0, words.includes('--') ? words.indexOf('--') : undefined);
  const switched = known.switches.flatMap((name) => {
    const [, value] = options.map((word) => word.split('=')).find(([key]) => key === `--${name}`) ?? [];
    return value === undefined || value === 'true' || value === 'false'
      ? []
      : [refuse(name, 'true, false or no value', JSON.stringify(value))];
  });
  // All of them, those with choices too: a list equals none of the choices, and would pass for the mildest.
  const valued = known.names.flatMap((name): Problem[] => {
    const value = args[name];
    if (value === undefined || known.switches.includes(name)) return [];
    if (Array.isArray(value) && !known.lists.includes(name))
      return [refuse(name, 'one value', `${value.length}: ${value.join(', ')}`)];
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    if (known.numbers.includes(name))
      return values.some((each) => !Number.isFinite(each)) ? [refuse(name, 'a number', 'something else')] : [];
    return known.texts.includes(name) && values.includes('') ? [refuse(name, 'a value', 'nothing')] : [];
  });
  return [...switched, ...valued];
}
