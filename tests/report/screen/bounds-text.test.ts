import { expect, it } from 'vitest';
import { boundsText, usedShare } from '../../../src/report/screen/bounds-text.ts';
import { readyResult } from '../sample-result.ts';

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
  const { scenario } = readyResult();
  const used = (verdict: Parameters<typeof usedShare>[0]) => usedShare(verdict, scenario);
  expect(used({ actual: 600, limit: 800, comparison: '<=', unit: 'ms' })).toBe(0.75);
  expect(used({ actual: 0, limit: 0, comparison: '<=', unit: 'count' })).toBeUndefined();
  expect(used({ limit: 800, comparison: '<=', unit: 'ms' })).toBeUndefined();
});

it('measures a lower limit from the best there is: 28.8 of 30 fps is not near a limit of 24', () => {
  const { scenario } = readyResult();
  const used = (actual: number, limit: number, unit: 'fps' | 'similarity' | 'dB') =>
    usedShare({ actual, limit, comparison: '>=', unit }, scenario);
  expect(scenario.broadcast.video.fps).toBe(30);
  expect(used(28.8, 24, 'fps')).toBeCloseTo(0.2);
  expect(used(30.1, 24, 'fps')).toBe(0);
  expect(used(0, 24, 'fps')).toBe(5);
  expect(used(0.94, 0.9, 'similarity')).toBeCloseTo(0.6);
  expect(used(40, 30, 'dB')).toBe(0.75);
});
