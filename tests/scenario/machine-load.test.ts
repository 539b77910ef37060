import { describe, expect, test } from 'vitest';
import { coresNeeded, overloadWarning } from '../../src/scenario/machine-load.ts';

const H264_720P30 = { codec: 'h264', width: 1280, height: 720, fps: 30 } as const;

describe('the estimate of cores', () => {
  test.each([
    [3, 0.3],
    [4, 0.38],
    [6, 0.53],
    [8, 0.65],
    [10, 0.79],
  ])('for %d viewers is within 3 points of what two cores were measured at', (viewers, busy) => {
    expect(Math.abs(coresNeeded(H264_720P30, viewers) / 2 - busy)).toBeLessThan(0.03);
  });

  test('grows with pixels, frames and a dearer codec', () => {
    const one = coresNeeded(H264_720P30, 3);
    expect(coresNeeded({ ...H264_720P30, width: 640, height: 360 }, 3)).toBeCloseTo(one / 4, 12);
    expect(coresNeeded({ ...H264_720P30, fps: 60 }, 3)).toBeCloseTo(one * 2, 12);
    expect(coresNeeded({ ...H264_720P30, codec: 'vp8' }, 3)).toBeCloseTo(0.18 * 1.68 + 0.14 * 1.5 * 3, 12);
  });
});

describe('the warning of too many viewers', () => {
  test('is not given for the six viewers that two cores carry', () => {
    expect(overloadWarning(H264_720P30, 6, 2)).toBeUndefined();
  });

  test('says how much more the machine would need', () => {
    expect(overloadWarning(H264_720P30, 8, 2)).toBe(
      '8 viewers need about 1.3 cores; this machine has 2: the take may be invalid',
    );
    expect(overloadWarning(H264_720P30, 200, 2)).toBe(
      '200 viewers need about 28 cores; this machine has 2: the take will most likely be invalid',
    );
  });
});
