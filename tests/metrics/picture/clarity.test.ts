import { describe, expect, it } from 'vitest';
import { clarity } from '../../../src/metrics/picture/clarity.ts';
import { clarityPerBit } from '../../../src/metrics/picture/clarity-per-bit.ts';
import { clarityPsnr } from '../../../src/metrics/picture/clarity-psnr.ts';
import type { RecordLine } from '../../../src/model/recording/recording.ts';
import { buildTake, secondOf } from '../../build-recording.ts';
import { measure } from '../measure.ts';

const unjudged = (line: RecordLine) => (line.type === 'clarity' ? undefined : line);
/** Seconds 10 to 19 are blurred. */
const blurred = (line: RecordLine) =>
  line.type === 'clarity' && secondOf(line) >= 10 && secondOf(line) < 20
    ? { ...line, ssim: line.ssim.map(() => 0.6), psnrDb: line.psnrDb.map(() => 22) }
    : line;

describe('clarity', () => {
  it('is the mean of the frames judged', () => {
    expect(measure(clarity)).toMatchObject({ value: expect.closeTo(0.96, 10) });
    expect(measure(clarity, { edit: blurred })).toMatchObject({ value: expect.closeTo(0.84, 10) });
    expect(measure(clarityPsnr, { edit: blurred })).toMatchObject({ value: expect.closeTo(30, 10) });
  });

  it('has a series, with nothing where no frame was seen', () => {
    const take = buildTake({
      edit: blurred,
      latencyOf: (at) => (at >= 25_000 && at < 26_000 ? undefined : 100),
    });
    const [viewer] = take.viewers;
    const course = viewer && clarity.series?.(viewer, take).map(({ value }) => value);
    expect([9, 10, 19, 20, 25, 26].map((second) => course?.[second])).toEqual([0.96, 0.6, 0.6, 0.96, undefined, 0.96]);
  });

  it.each([clarity, clarityPsnr, clarityPerBit])('$id has no data when no frame was judged', (metric) =>
    expect(measure(metric, { edit: unjudged })).toMatchObject({
      type: 'no-data',
      reason: 'no frame was held against the true one',
    }),
  );

  it('per bit is in decibels over what was delivered', () =>
    // -10 log10(0.04) = 13.979 dB, at 1.92 Mbit/s.
    expect(measure(clarityPerBit)).toMatchObject({ value: expect.closeTo(13.979 / 1.92, 3) }));
});
