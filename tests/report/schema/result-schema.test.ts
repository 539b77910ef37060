import { readFileSync } from 'node:fs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Result } from '../../../src/model/result/result.ts';
import { jsonReport } from '../../../src/report/formats/json-report.ts';
import { resultDocs } from '../../../src/report/schema/result-docs.ts';
import { resultSchema, type WrittenResult } from '../../../src/report/schema/result-schema.ts';
import { notReadyResult, SAMPLES } from '../sample-result.ts';

/** A type as JSON keeps it: keys whose value is undefined are gone. */
type Written<T> = T extends readonly (infer Item)[]
  ? Written<Item>[]
  : T extends object
    ? { -readonly [K in keyof T as undefined extends T[K] ? never : K]: Written<T[K]> } & {
        -readonly [K in keyof T as undefined extends T[K] ? K : never]?: Written<Exclude<T[K], undefined>>;
      }
    : T;

const written = (result: Result): unknown => JSON.parse(String(jsonReport(result)[0]?.content));

describe('result.json', () => {
  it('has a schema that is the type', () => {
    expectTypeOf<WrittenResult>().toExtend<Written<Result>>();
    // The version is any number in the type, and the one that this code writes in the schema.
    expectTypeOf<Omit<Written<Result>, 'schemaVersion'>>().toExtend<Omit<WrittenResult, 'schemaVersion'>>();
  });

  it.each(Object.entries(SAMPLES))('keeps every field of the sample "%s"', (_, make) => {
    expect(written(make())).toEqual(JSON.parse(JSON.stringify(make())));
  });

  it('puts keys in the documented order, however the result was built', () => {
    const backwards = Object.fromEntries(Object.entries(notReadyResult()).reverse()) as unknown as Result;
    expect(jsonReport(backwards)).toEqual(jsonReport(notReadyResult()));
  });

  it.each([
    ['an unknown outcome', { outcome: 'fine' }],
    ['a missing list', { verdicts: undefined }],
    ['another version', { schemaVersion: 2 }],
    ['a verdict without a limit', { verdicts: [{ ...notReadyResult().verdicts[0], limit: undefined }] }],
    ['null for a number', { verdicts: [{ ...notReadyResult().verdicts[0], actual: null }] }],
    ['no data that claims a value', { takes: [{ ...notReadyResult().takes[0], viewers: [{ metrics: 0 }] }] }],
  ])('refuses %s', (_, broken) => {
    const result: unknown = JSON.parse(JSON.stringify({ ...notReadyResult(), ...broken }));
    expect(resultSchema.safeParse(result).success).toBe(false);
  });

  it('writes a point of a course in one line', () => {
    const lines = String(jsonReport(notReadyResult())[0]?.content).split('\n');
    const points = lines.filter((line) => line.includes('"second":'));
    expect(points.length).toBeGreaterThan(300);
    // Seconds of the machine that hold a list of signals stay as they are.
    expect(points.filter((line) => !/^ *\{ "second": .* \},?$/.test(line))).toEqual(['          "second": 17,']);
  });

  it('refuses to write NaN, which JSON would turn into null', () => {
    const [verdict, ...others] = notReadyResult().verdicts;
    if (verdict === undefined) throw new Error('the sample has verdicts');
    const broken = { ...notReadyResult(), verdicts: [{ ...verdict, actual: Number.NaN }, ...others] };
    expect(() => jsonReport(broken)).toThrow(/actual/);
  });

  it('is documented field by field (npx tsx scripts/generate-result-docs.ts renews docs/result.md)', () => {
    expect(readFileSync(new URL('../../../docs/result.md', import.meta.url), 'utf8')).toBe(resultDocs());
    expect(resultDocs()).not.toMatch(/: *$/m);
  });
});
