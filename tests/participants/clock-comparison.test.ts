import { expect, it } from 'vitest';
import { ClockComparison } from '../../src/participants/clock-comparison.ts';

it('bounds how far a clock is ahead by the quickest of many calls', () => {
  const clock = new ClockComparison();
  expect(clock.bounds).toBeUndefined();
  // 40 ms ahead; a slow call, then a quick one: 1 ms there, 2 ms back.
  clock.add(1000, { calledMs: 1000 + 30 + 40, returnedMs: 1035 + 40 }, 1100);
  expect(clock.bounds).toEqual({ leastMs: -25, mostMs: 70 });
  clock.add(2000, { calledMs: 2001 + 40, returnedMs: 2006 + 40 }, 2008);
  expect(clock.bounds).toEqual({ leastMs: 38, mostMs: 41 });
  clock.add(3000, { calledMs: 3500 + 40, returnedMs: 3600 + 40 }, 4000);
  expect(clock.bounds).toEqual({ leastMs: 38, mostMs: 41 });
});

it('has no bounds for a page that does not report its clock', () => {
  const clock = new ClockComparison();
  clock.add(1000, {}, 1010);
  expect(clock.bounds).toBeUndefined();
});
