import { describe, expect, expectTypeOf, it } from 'vitest';
import type { EncoderRecord } from '../../../../src/model/recording/encoder-record.ts';
import type { SdkRecord } from '../../../../src/model/recording/sdk-record.ts';
import type { Calibration } from '../../../../src/model/result/calibration.ts';
import type { Result } from '../../../../src/model/result/result.ts';
import { resultSchema } from '../../../../src/model/result/schema/result-schema.ts';
import type { Broadcast, Region } from '../../../../src/model/scenario/scenario.ts';
import { notReadyResult } from '../../../report/sample-result.ts';

type Take = Result['takes'][number];

describe('the schema of result.json', () => {
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

  it('agrees with the types of scenarios and recordings that results contain', () => {
    expectTypeOf<keyof Result['scenario']['broadcast']['video']>().toEqualTypeOf<keyof Broadcast['video']>();
    expectTypeOf<Required<Result['scenario']['broadcast']>>().toEqualTypeOf<Required<Broadcast>>();
    expectTypeOf<Result['scenario']['regions'][number]>().toEqualTypeOf<Region>();
    expectTypeOf<NonNullable<Take['calibration']>>().toEqualTypeOf<Calibration>();
    expectTypeOf<NonNullable<Take['encoder']>>().toEqualTypeOf<EncoderRecord>();
    expectTypeOf<NonNullable<Take['sdk']>[number]>().toEqualTypeOf<SdkRecord>();
  });
});
