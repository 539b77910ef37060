import { describe, expect, it } from 'vitest';
import { plain } from '../../../src/report/messages/words.ts';
import {
  formatActual,
  formatBound,
  formatCount,
  formatDuration,
  formatInstant,
  formatLimit,
  formatQuantity,
  quantityText,
} from '../../../src/report/text/format.ts';

describe('formatQuantity', () => {
  it.each([
    [812, 'ms', '812 ms'],
    [1412, 'ms', '1.4 s'],
    [999.6, 'ms', '1.0 s'],
    [4.23, 'ms', '4.2 ms'],
    [0.2, 'ms', '0.20 ms'],
    [0, 'ms', '0 ms'],
    [29.94, 'fps', '29.9 fps'],
    [30, 'fps', '30 fps'],
    [0.032, 'fraction', '3.2 %'],
    [0.0004, 'fraction', '0.04 %'],
    [0.002, 'fraction', '0.2 %'],
    [1, 'fraction', '100 %'],
    [0, 'fraction', '0 %'],
    [2e6, 'bps', '2.0 Mbps'],
    [999_800, 'bps', '1.0 Mbps'],
    [64_000, 'bps', '64 kbps'],
    [3, 'count', '3'],
    [720, 'px', '720 px'],
    [34.15, 'dB', '34.1 dB'],
    [6.17, 'dBPerMbps', '6.2 dB per Mbps'],
    [0.9383, 'similarity', '0.938'],
    [1, 'similarity', '1'],
    [4.02, 'score', '4.0'],
    [-14.2, 'ms', '-14 ms'],
  ] as const)('writes %d %s as "%s"', (value, unit, text) => expect(formatQuantity(value, unit)).toBe(text));

  it('says "no data" for a missing value or NaN, never 0', () => {
    expect(quantityText(undefined, 'ms')).toEqual({ en: 'no data', zh: '无数据' });
    expect(quantityText(Number.NaN, 'ms')).toEqual({ en: 'no data', zh: '无数据' });
    expect(quantityText(12, 'ms')).toEqual({ en: '12 ms', zh: '12 ms' });
  });
});

it('writes limits as a person would type them', () => {
  expect(formatLimit(0.03, 'fraction')).toBe('3 %');
  expect(formatLimit(0.07, 'fraction')).toBe('7 %');
  expect(formatLimit(1500, 'ms')).toBe('1.5 s');
  expect(formatLimit(2e6, 'bps')).toBe('2 Mbps');
  expect(formatBound({ statistic: 'p95', comparison: '<=', limit: 800, unit: 'ms' })).toBe('p95 ≤ 800 ms');
  expect(formatBound({ statistic: 'value', comparison: '>=', limit: 24, unit: 'fps' })).toBe('≥ 24 fps');
});

it('adds digits until a value that missed its limit looks different from it', () => {
  expect(formatActual({ actual: 0.0304, limit: 0.03, unit: 'fraction' })).toEqual(plain('3.04 %'));
  expect(formatActual({ actual: 0.03, limit: 0.03, unit: 'fraction' })).toEqual(plain('3 %'));
  expect(formatActual({ actual: 800.2, limit: 800, unit: 'ms' })).toEqual(plain('800.2 ms'));
  expect(formatActual({ limit: 800, unit: 'ms' })).toEqual({ en: 'no data', zh: '无数据' });
});

it('writes durations, counts and instants the same on every machine', () => {
  expect(formatDuration(20_000)).toBe('20 s');
  expect(formatDuration(150_000)).toBe('2 min 30 s');
  expect(formatDuration(3_900_000)).toBe('1 h 05 min');
  expect(formatCount(1_234_567)).toBe('1,234,567');
  expect(formatInstant('2026-07-01T12:30:05.123Z')).toBe('2026-07-01 12:30 UTC');
});
