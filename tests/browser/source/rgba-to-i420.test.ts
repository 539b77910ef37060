import { describe, expect, it } from 'vitest';
import { scalePlaneInto } from '../../../src/browser/quality/scale-plane.ts';
import { rgbaToI420 } from '../../../src/browser/source/rgba-to-i420.ts';

describe('rgbaToI420', () => {
  it.each([
    ['white', [255, 255, 255], [235, 128, 128]],
    ['black', [0, 0, 0], [16, 128, 128]],
    ['red', [255, 0, 0], [63, 102, 240]],
    ['blue', [0, 0, 255], [32, 240, 118]],
  ] as const)('converts %s by BT.709, also in odd sizes', (_, rgb, expected) => {
    const rgba = Uint8ClampedArray.from({ length: 5 * 3 * 4 }, (_, i) => rgb[i % 4] ?? 255);
    const planes = rgbaToI420(rgba, 5, 3);
    expect(planes.map(({ data }) => data.length)).toEqual([15, 6, 6]);
    for (const [i, { data }] of planes.entries())
      for (const value of data) expect(Math.abs(value - (expected[i] ?? Number.NaN))).toBeLessThanOrEqual(1);
  });
});

describe('scalePlaneInto', () => {
  it('copies a plane into a larger one and leaves its surroundings', () => {
    const from = { data: Uint8Array.of(1, 2, 3, 4), offset: 0, stride: 2 };
    const into = { data: new Uint8Array(16), offset: 5, stride: 4 };
    scalePlaneInto(from, 2, 2, into, 2, 2);
    expect([...into.data]).toEqual([0, 0, 0, 0, 0, 1, 2, 0, 0, 3, 4, 0, 0, 0, 0, 0]);
  });
});
