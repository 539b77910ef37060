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
  expect(didYouMean('H.264', ['vp8', 'h264'])).toBe('did you mean `h264`?');
  expect(nearest('sea-ids', ['sea-sg', 'sea-id'])).toBe('sea-id');
  // Another thing is no typo: other digits, other words of few letters.
  for (const [word, other] of [
    ['h265', 'h264'],
    ['sea-id', 'sea-sg'],
    ['eu', 'ru'],
    ['q', 'p'],
    ['iphone', 'mid-phone'],
  ] as const)
    expect(nearest(word, [other])).toBeUndefined();
});

test('names the closest few, then those that contain the word as a part, three at most', () => {
  expect(didYouMeanAny('wpt4g', ['wpt-cable', 'wpt-3g', 'wpt-4g'])).toBe('did you mean `wpt-4g`?');
  expect(didYouMeanAny('4g', ['mobile', 'a-4g', 'b-4g', 'c-4g', 'd-4g'])).toBe(
    'did you mean `a-4g` or `b-4g` or `c-4g`?',
  );
  expect(didYouMeanAny('', ['mobile', 'a-4g'])).toBeUndefined();
  expect(didYouMeanAny('zzz', ['mobile', 'a-4g'])).toBeUndefined();
});
