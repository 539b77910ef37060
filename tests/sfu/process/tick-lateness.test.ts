import { expect, it } from 'vitest';
import { TickLateness } from '../../../src/sfu/process/tick-lateness.ts';

const lateness = (...times: readonly number[]) => {
  const one = new TickLateness(20);
  for (const time of times) one.came(time);
  return one;
};

it('tells the longest lateness of a timer, and the longest but that one', () => {
  expect(lateness(100, 121, 176, 199, 219).take()).toEqual({ longestMs: 35, secondMs: 3 });
  expect(lateness(100, 155, 178).take()).toEqual({ longestMs: 35, secondMs: 3 });
});

it('counts a stand-still once, and a tick that comes early as none', () => {
  expect(lateness(100, 400, 420, 439).take()).toEqual({ longestMs: 280, secondMs: 0 });
});

it('starts each second anew', () => {
  const one = lateness(100, 155, 178);
  one.take();
  one.came(200);
  expect(one.take()).toEqual({ longestMs: 2, secondMs: 0 });
});
