import { expect, it } from 'vitest';
import { coresHere, hasChanged } from '../../src/participants/device-cores.ts';

it('gives a device more of a CPU that is worth less, and less of one that is worth more', () => {
  expect(coresHere(0.25, 1)).toBe(0.25);
  expect(coresHere(0.25, 0.5)).toBe(0.5);
  expect(coresHere(0.25, 2)).toBe(0.125);
});

it('corrects by at most four, either way', () => {
  expect(coresHere(0.25, 0.1)).toBe(1);
  expect(coresHere(0.2, 10)).toBe(0.05);
});

it('takes a core for one of the reference machine where its worth was not measured', () => {
  expect(coresHere(0.12, undefined)).toBe(0.12);
});

it('sets a limit anew when the worth has changed by more than a twentieth, or becomes known', () => {
  expect(hasChanged(1.04, 1)).toBe(false);
  expect(hasChanged(0.96, 1)).toBe(false);
  expect(hasChanged(1.06, 1)).toBe(true);
  expect(hasChanged(0.94, 1)).toBe(true);
  expect(hasChanged(0.8, undefined)).toBe(true);
  expect(hasChanged(undefined, undefined)).toBe(false);
});
