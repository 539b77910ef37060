import { describe, expect, it } from 'vitest';
import { createRandom } from '../../src/lib/random.ts';
import { ALPHA, BAD_SHARE, GOOD_SHARE, sequentialTest } from '../../src/recommend/sequential-test.ts';

const bare = (passes: number, fails: number) => sequentialTest({ passes, fails, clearFails: 0 });

describe('the sequential test', () => {
  it('needs four takes within, or two bare misses, or a clear one', () => {
    expect([1, 2, 3, 4].map((passes) => bare(passes, 0))).toEqual(['open', 'open', 'open', 'within']);
    expect([1, 2].map((fails) => bare(0, fails))).toEqual(['open', 'beyond']);
    expect(sequentialTest({ passes: 0, fails: 1, clearFails: 1 })).toBe('beyond');
  });

  it('weighs what contradicts itself: one bare miss asks for six within, a clear one after passes for more', () => {
    expect(bare(5, 1)).toBe('open');
    expect(bare(6, 1)).toBe('within');
    expect(sequentialTest({ passes: 2, fails: 1, clearFails: 1 })).toBe('open');
  });

  it('errs as seldom as it says, either way', () => {
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
