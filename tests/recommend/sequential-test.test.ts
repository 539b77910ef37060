import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/lib/random.ts';
import {
  ALPHA,
  BAD_SHARE,
  GOOD_SHARE,
  isProven,
  notExcludedShare,
  sequentialTest,
} from '../../src/recommend/sequential-test.ts';

const bare = (passes: number, fails: number) => sequentialTest({ passes, fails, clearFails: 0 });

describe('what is proven', () => {
  it('took seven takes within, or fourteen with one missed', () => {
    expect([6, 7].map((passes) => isProven({ passes, fails: 0 }))).toEqual([false, true]);
    expect([13, 14].map((passes) => isProven({ passes, fails: 1 }))).toEqual([false, true]);
  });

  it('says what it does not exclude: 4 of 4 only more than 53 %', () => {
    expect(notExcludedShare({ passes: 4, fails: 0 })).toBeCloseTo(1 - 0.05 ** (1 / 4), 6);
    expect(notExcludedShare({ passes: 7, fails: 0 })).toBeCloseTo(0.348, 3);
    // Clopper and Pearson's upper bound of 1 in 10, one-sided 95 %: qbeta(0.95, 2, 9).
    expect(notExcludedShare({ passes: 9, fails: 1 })).toBeCloseTo(0.3942, 3);
    expect(notExcludedShare({ passes: 0, fails: 0 })).toBe(1);
  });
});

describe('the sequential test', () => {
  it('needs four takes within, or two bare misses, or a clear one', () => {
    expect([1, 2, 3, 4].map((passes) => bare(passes, 0))).toEqual(['open', 'open', 'open', 'within']);
    expect([1, 2].map((fails) => bare(0, fails))).toEqual(['open', 'beyond']);
    expect(sequentialTest({ passes: 0, fails: 1, clearFails: 1 })).toBe('beyond');
  });

  it('weighs contradicting takes: one bare miss needs six within, a clear one after passes needs more', () => {
    expect(bare(5, 1)).toBe('open');
    expect(bare(6, 1)).toBe('within');
    expect(sequentialTest({ passes: 2, fails: 1, clearFails: 1 })).toBe('open');
  });

  it('errs as rarely as it claims, either way', () => {
    const random = createRandom(7);
    const errs = (share: number, wrong: string) => {
      let errors = 0;
      for (let run = 0; run < 4000; run++) {
        let counts = { passes: 0, fails: 0, clearFails: 0 };
        while (sequentialTest(counts) === 'open')
          counts = random() < share ? { ...counts, fails: counts.fails + 1 } : { ...counts, passes: counts.passes + 1 };
        if (sequentialTest(counts) === wrong) errors++;
      }
      return errors / 4000;
    };
    expect(errs(BAD_SHARE, 'within')).toBeLessThanOrEqual(ALPHA);
    expect(errs(GOOD_SHARE, 'beyond')).toBeLessThanOrEqual(ALPHA);
  });
});
