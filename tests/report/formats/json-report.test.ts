import { describe, expect, it } from 'vitest';
import type { Result } from '../../../src/model/result/result.ts';
import { resultText } from '../../../src/report/formats/json-report.ts';
import { notReadyResult, SAMPLES } from '../sample-result.ts';

describe('result.json', () => {
  it.each(Object.entries(SAMPLES))('keeps every field of the sample "%s"', (_, make) => {
    expect(JSON.parse(resultText(make()))).toEqual(JSON.parse(JSON.stringify(make())));
  });

  it('puts keys in the documented order, however the result was built', () => {
    const backwards = Object.fromEntries(Object.entries(notReadyResult()).reverse()) as unknown as Result;
    expect(resultText(backwards)).toBe(resultText(notReadyResult()));
  });

  it('writes a point of a series in one line', () => {
    const points = resultText(notReadyResult())
      .split('\n')
      .filter((line) => line.includes('"second":'));
    expect(points.length).toBeGreaterThan(300);
    // An invalid second holds a list of signals and keeps its lines.
    expect(points.filter((line) => !/^ *\{ "second": .* \},?$/.test(line))).toEqual(['          "second": 17,']);
  });

  it('refuses to write NaN, which JSON would turn into null', () => {
    const [verdict, ...others] = notReadyResult().verdicts;
    if (verdict === undefined) throw new Error('the sample has verdicts');
    const broken = { ...notReadyResult(), verdicts: [{ ...verdict, actual: Number.NaN }, ...others] };
    expect(() => resultText(broken)).toThrow(/actual/);
  });
});
