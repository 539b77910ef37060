import { expect, it } from 'vitest';
import { canDrawChinese, drawableName } from '../../../src/report/text/drawable-text.ts';

it('keeps a name that the charts’ fonts have', () => {
  expect(drawableName('Jakarta evening', false)).toBe('Jakarta evening');
  expect(drawableName('雅加达晚高峰', true)).toBe('雅加达晚高峰');
});

it('never draws boxes, and says that something is missing', () => {
  expect(drawableName('雅加达晚高峰', false)).toBe('(name in Chinese: no font for it here)');
  expect(drawableName('双十一 11.11 直播', false)).toBe('11.11 (name in Chinese: no font for it here)');
});

it('knows whether this machine has such a font', () => {
  // The picture of a chart without one is the same box whatever the character.
  expect(typeof canDrawChinese()).toBe('boolean');
  expect(drawableName('show')).toBe('show');
});
