import { expect, it } from 'vitest';
import { marksPackets } from '../../../src/model/scenario/link-profile.ts';

it.each([
  [undefined, false],
  [{}, false],
  [{ ecn: false, targetMs: 5 }, false],
  [{ ecn: true }, true],
  [{ stepMs: 1 }, true],
])('a queue with %j marks: %s', (aqm, marks) => {
  expect(marksPackets(aqm)).toBe(marks);
});
