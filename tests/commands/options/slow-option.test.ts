import { expect, it } from 'vitest';
import { parseSlow } from '../../../src/commands/options/slow-option.ts';
import { InputError } from '../../../src/lib/errors.ts';

it.each([
  ['auto', 'auto'],
  ['1', 1],
  ['2.5', 2.5],
  ['64', 64],
])('takes %s', (text, slow) => expect(parseSlow(text, undefined)).toBe(slow));

it.each([
  ['0', undefined],
  ['65', undefined],
  ['99x', undefined],
  ['-1', undefined],
  ['1e9', undefined],
  ['四', undefined],
  ['４', 'the "４" (U+FF14) in it is full-width: type "4"'],
  ['4x', 'did you mean 4?'],
  ['4\u200b', 'an invisible character (U+200B) is in it: delete it'],
])('refuses %s, with a hint where one is known', (text, hint) => {
  try {
    parseSlow(text, 2);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    expect(error.problems).toMatchObject([{ where: '--slow', got: `"${text}"` }]);
    expect(error.problems[0]?.hint).toBe(hint);
    return;
  }
  throw new Error('accepted');
});
