import { describe, expect, it } from 'vitest';
import { firstFactor } from '../../src/pace/first-factor.ts';

describe('the factor to begin with', () => {
  it('is higher on a machine that others keep busy, which still gives us a third', () => {
    const two = { all: 2, available: 2 };
    const [idle, half, full] = [0, 0.5, 1].map((busy) => firstFactor(2.4, two, busy));
    expect([idle, half, full].map((factor) => factor?.toFixed(2))).toEqual(['2.00', '4.00', '6.06']);
    expect(firstFactor(2.4, two, undefined)).toBe(idle);
  });

  it('counts only the CPUs that may be used: others’ load on the rest takes nothing from them', () => {
    const twoOfEight = { all: 8, available: 2 };
    const factors = [0, 0.75, 0.875].map((busy) => firstFactor(2.4, twoOfEight, busy));
    expect(factors.map((factor) => factor.toFixed(2))).toEqual(['2.00', '2.00', '4.00']);
  });
});
