import { describe, expect, it } from 'vitest';
import { FactorRule, type PacedSecond } from '../../src/pace/factor-rule.ts';

const second = (severity: number | undefined, busyFraction?: number): PacedSecond => ({ severity, busyFraction });
/** Returns the factor after each second. */
const factors = (rule: FactorRule, from: number, seconds: readonly PacedSecond[], mayFall = true): number[] => {
  let factor = from;
  return seconds.map((each) => {
    factor = rule.next(factor, each, mayFall);
    return factor;
  });
};

describe('the factor', () => {
  it('rises by the square root of the severity, at least by a quarter, at most to double, and never above 64', () => {
    expect(factors(new FactorRule(), 1, [second(2.56)])).toEqual([1.6]);
    expect(factors(new FactorRule(), 1, [second(100)])).toEqual([2]);
    expect(factors(new FactorRule(), 1, [second(1.1), second(1.1)])).toEqual([1, 1.25]);
    expect(factors(new FactorRule(), 40, [second(9)])).toEqual([64]);
  });

  it('stays for a single second that is a little late, unless another came within three seconds', () => {
    expect(factors(new FactorRule(), 2, [second(2), second(0.8), second(0.8), second(0.8), second(2)])).toEqual(
      Array(5).fill(2),
    );
    expect(factors(new FactorRule(), 2, [second(1.5), second(0.8), second(0.8), second(1.5)])).toEqual([2, 2, 2, 2.5]);
  });

  it('falls after two calm seconds until the CPUs are 60 % busy, and not below 1', () => {
    expect(factors(new FactorRule(), 8, [second(0.1, 0.3), second(0.1, 0.3)])).toEqual([8, 4]);
    expect(factors(new FactorRule(), 2, [second(0.1, 0.1), second(0.1, 0.1)])).toEqual([2, 1]);
    expect(factors(new FactorRule(), 8, [second(0.1, 0.55), second(0.1, 0.55)])).toEqual([8, 8]);
  });

  it('falls by a fifth on trial beside others that take every CPU', () => {
    expect(factors(new FactorRule(), 10, [second(0.1, 1), second(0.1, 1), second(0.1, 1)])).toEqual([10, 8, 6.4]);
  });

  it('does not fall again below a factor from which a fall made something late within three seconds', () => {
    const calm = Array.from({ length: 2 }, () => second(0.1, 0.03));
    const rule = new FactorRule();
    expect(factors(rule, 8, [...calm, second(16)])).toEqual([8, 1, 2]);
    expect(factors(rule, 4, [second(16), ...calm, ...calm])).toEqual([8, 8, 8, 8, 8]);
    // A fall that nothing was late after may be followed by others.
    const other = new FactorRule();
    const later = Array.from({ length: 3 }, () => second(0.8, 0.3));
    expect(factors(other, 8, [...calm, ...later, second(16), ...calm])).toEqual([8, 1, 1, 1, 1, 2, 2, 1]);
  });

  it('does not fall once the window is open, nor below a factor that was too low before', () => {
    expect(factors(new FactorRule(), 8, [second(0.1, 0.1), second(0.1, 0.1), second(0.1, 0.1)], false)).toEqual([
      8, 8, 8,
    ]);
    expect(factors(new FactorRule(6), 8, [second(0.1, 0.1), second(0.1, 0.1)])).toEqual([8, 6]);
  });

  it('stays where nothing was measured', () => {
    expect(factors(new FactorRule(), 3, [second(undefined, 0.1), second(undefined, 0.1)])).toEqual([3, 3]);
  });
});
