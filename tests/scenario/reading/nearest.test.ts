import { expect, test } from 'vitest';
import { didYouMean, didYouMeanAny, editDistance, nearest } from '../../../src/scenario/reading/nearest.ts';

test('counts insertions, deletions, replacements and swaps', () => {
  expect(editDistance('access', 'acess')).toBe(1);
  expect(editDistance('access', 'accesss')).toBe(1);
  expect(editDistance('access', 'axcess')).toBe(1);
  expect(editDistance('access', 'acecss')).toBe(1);
  expect(editDistance('kitten', 'sitting')).toBe(3);
  expect(editDistance('', 'abc')).toBe(3);
});

test('names the closest candidate, and none when nothing is close', () => {
  expect(nearest('stuterRate', ['frameRate', 'stutterRate'])).toBe('stutterRate');
  expect(nearest('4g', ['fixed', 'mobile-good', 'mobile-peak'])).toBeUndefined();
  expect(didYouMean('H265', ['vp8', 'h264'])).toBe('did you mean `h264`?');
});

test('names the closest few, then those that contain the word as a part, three at most', () => {
  expect(didYouMeanAny('wpt-g', ['wpt-cable', 'wpt-3g', 'wpt-4g'])).toBe('did you mean `wpt-3g` or `wpt-4g`?');
  expect(didYouMeanAny('4g', ['mobile', 'a-4g', 'b-4g', 'c-4g', 'd-4g'])).toBe(
    'did you mean `a-4g` or `b-4g` or `c-4g`?',
  );
  expect(didYouMeanAny('zzz', ['mobile', 'a-4g'])).toBeUndefined();
});
