import { expect, it } from 'vitest';
import { seedsToRuleOut, shareRuledOut } from '../../../../src/verdict/compare/statistics/unseen.ts';

it('eight seeds rule out what breaks in more than 31 % of seeds, twelve 22 %; 15 % takes nineteen', () => {
  expect(shareRuledOut(8)).toBeCloseTo(0.312, 3);
  expect(shareRuledOut(12)).toBeCloseTo(0.221, 3);
  // No seeds rule out nothing.
  expect(shareRuledOut(0)).toBe(1);
  expect(seedsToRuleOut(0.15)).toBe(19);
  expect(shareRuledOut(19)).toBeLessThanOrEqual(0.15);
  expect(shareRuledOut(18)).toBeGreaterThan(0.15);
});
