import { expect, it } from 'vitest';
import { boundsText, usedShare } from '../../../src/report/screen/bounds-text.ts';

it('names both limits of a budget, so that a warning says how far it is from failing', () => {
  const upper = { statistic: 'value', comparison: '<=', limit: 0.02, warnLimit: 0.05, unit: 'fraction' } as const;
  expect(boundsText(upper)).toEqual({ en: 'warns above 2 %, fails above 5 %', zh: '高于 2% 警告，高于 5% 不通过' });
  const lower = { statistic: 'value', comparison: '>=', limit: 20, warnLimit: 12, unit: 'fps' } as const;
  expect(boundsText(lower).en).toBe('warns below 20 fps, fails below 12 fps');
});

it('names the only limit, with its percentile', () => {
  const p95 = { statistic: 'p95', comparison: '<=', limit: 800, unit: 'ms' } as const;
  expect(boundsText(p95)).toEqual({ en: 'p95 fails above 800 ms', zh: 'p95 上限 800 ms' });
});

it('tells how much of the room is used, in either direction, and nothing without a number', () => {
  expect(usedShare({ actual: 600, limit: 800, comparison: '<=' })).toBe(0.75);
  expect(usedShare({ actual: 32, limit: 24, comparison: '>=' })).toBe(0.75);
  expect(usedShare({ actual: 0, limit: 24, comparison: '>=' })).toBe(Number.POSITIVE_INFINITY);
  expect(usedShare({ actual: 0, limit: 0, comparison: '<=' })).toBeUndefined();
  expect(usedShare({ limit: 800, comparison: '<=' })).toBeUndefined();
});
