import { expect, test } from 'vitest';
import { didYouMean, editDistance, nearest } from '../../src/scenario/nearest.ts';

test('counts insertions, deletions, replacements and swaps', () => {
  expect(editDistance('access', 'acess')).toBe(1);
  expect(editDistance('access', 'accesss')).toBe(1);
  expect(editDistance('access', 'axcess')).toBe(1);
  expect(editDistance('access', 'acecss')).toBe(1);
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('', 'abc')).toBe(3);
});

test('names the nearest candidate, and none when nothing is near', () => {
  expect(nearest('stuterRate', ['frameRate', 'stutterRate'])).toBe('stutterRate');
  expect(nearest('4g', ['fixed', 'mobile-good', 'mobile-peak'])).toBeUndefined();
  expect(didYouMean('H265', ['vp8', 'h264'])).toBe('did you mean `h264`?');
});
