import { expect, it } from 'vitest';
import { counted } from '../../src/lib/counted.ts';

it.each([
  ['1 regions, 1 viewers, 20 s measured', '1 region, 1 viewer, 20 s measured'],
  ['3 regions, 21 viewers', '3 regions, 21 viewers'],
  ['1 of 1 takes, 0 of 11 takes', '1 of 1 take, 0 of 11 takes'],
  ['0.1 packets, 1/1 takes, 1,1 seeds', '0.1 packets, 1/1 takes, 1,1 seeds'],
  ['1 entries in it', '1 entry in it'],
  ['AV1 takes fewer, m1 viewers', 'AV1 takes fewer, m1 viewers'],
  ['1 is enough, 1 viewership', '1 is enough, 1 viewership'],
])('"%s" is "%s"', (text, singular) => {
  expect(counted(text)).toBe(singular);
});
