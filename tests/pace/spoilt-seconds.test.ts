import { expect, it } from 'vitest';
import { SpoiltSeconds } from '../../src/pace/spoilt-seconds.ts';

const FROM_MS = 100_000;

it('a line at the end of a second spoils that second; one in the middle, the second that it mostly covers', () => {
  const spoilt = new SpoiltSeconds();
  spoilt.add('frames-seen a', FROM_MS + 2000, false);
  spoilt.add('frames-seen a', FROM_MS + 3000, true);
  spoilt.add('links', FROM_MS + 6300, false);
  spoilt.add('links', FROM_MS + 7300, true);
  expect(spoilt.within(FROM_MS, 10)).toEqual([2, 6]);
});

it('a line after a gap covers the whole gap', () => {
  const spoilt = new SpoiltSeconds();
  spoilt.add('stats a', FROM_MS + 1000, false);
  spoilt.add('stats a', FROM_MS + 4000, true);
  expect(spoilt.within(FROM_MS, 10)).toEqual([1, 2, 3]);
});

it('a first line covers the second before it, and seconds outside the range are left out', () => {
  const spoilt = new SpoiltSeconds();
  spoilt.add('host', FROM_MS - 500, true);
  spoilt.add('origin', FROM_MS + 3000, true);
  expect(spoilt.within(FROM_MS, 2)).toEqual([]);
  expect(spoilt.within(FROM_MS, 3)).toEqual([2]);
});
