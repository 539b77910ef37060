import { describe, expect, it } from 'vitest';
import { compareLuma, type Luma } from '../../../src/media/page/compare-luma.ts';
import { scaleLuma } from '../../../src/media/page/scale-luma.ts';

const [WIDTH, HEIGHT] = [64, 40];

const plane = (at: (x: number, y: number) => number, width = WIDTH, height = HEIGHT): Luma => ({
  data: Uint8Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width))),
  offset: 0,
  stride: width,
});
const texture = (x: number, y: number) =>
  128 + Math.round(60 * Math.sin(x / 3) * Math.cos(y / 5)) + ((x * 7 + y * 13) % 11);
const compare = (a: Luma, b: Luma) => compareLuma(a, b, WIDTH, 0, HEIGHT);

/** SSIM by its definition, window by window. */
function byDefinition(a: Luma, b: Luma): number {
  const windows: number[] = [];
  for (let y = 0; y + 8 <= HEIGHT; y += 4)
    for (let x = 0; x + 8 <= WIDTH; x += 4) {
      const of = ({ data, stride }: Luma) =>
        Array.from({ length: 64 }, (_, i) => data[(y + (i >> 3)) * stride + x + (i & 7)] ?? Number.NaN);
      const [p, q] = [of(a), of(b)];
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / 64;
      const [mp, mq] = [mean(p), mean(q)];
      const spread = (u: number[], mu: number, v: number[], mv: number) =>
        u.reduce((sum, value, i) => sum + (value - mu) * ((v[i] ?? Number.NaN) - mv), 0) / 63;
      windows.push(
        ((2 * mp * mq + 6.5025) * (2 * spread(p, mp, q, mq) + 58.5225)) /
          ((mp ** 2 + mq ** 2 + 6.5025) * (spread(p, mp, p, mp) + spread(q, mq, q, mq) + 58.5225)),
      );
    }
  return windows.reduce((sum, value) => sum + value, 0) / windows.length;
}

describe('compareLuma', () => {
  it('finds no difference between equal planes', () =>
    expect(compare(plane(texture), plane(texture))).toEqual({ ssim: expect.closeTo(1, 12), psnrDb: 100 }));

  it('is SSIM as defined, over windows of 8x8, 4 apart', () => {
    const noisy = plane((x, y) => texture(x, y) + ((x * 31 + y * 17) % 9) - 4);
    expect(compare(plane(texture), noisy).ssim).toBeCloseTo(byDefinition(plane(texture), noisy), 10);
  });

  it('is PSNR as defined', () => {
    // 5 levels off everywhere: 10 log10(255² / 25).
    expect(
      compare(
        plane(texture),
        plane((x, y) => texture(x, y) + 5),
      ).psnrDb,
    ).toBeCloseTo(34.1514, 4);
  });

  it('falls with noise, and further with more', () => {
    const likeness = [0, 4, 12, 40].map((most) =>
      compare(
        plane(texture),
        plane((x, y) => texture(x, y) + ((x * 31 + y * 17) % (most + 1)) - most / 2),
      ),
    );
    expect(likeness.map(({ ssim }) => ssim)).toEqual(likeness.map(({ ssim }) => ssim).sort((a, b) => b - a));
    expect(likeness.map(({ psnrDb }) => psnrDb)).toEqual(likeness.map(({ psnrDb }) => psnrDb).sort((a, b) => b - a));
  });

  it('looks only at the rows it is given, wherever a plane lies in its buffer', () => {
    const a = plane(texture);
    const spoilt = plane((x, y) => (y < 16 ? 0 : texture(x, y)));
    expect(compareLuma(a, spoilt, WIDTH, 16, HEIGHT).psnrDb).toBe(100);
    const padded = new Uint8Array(7 + 80 * HEIGHT).fill(255);
    for (let y = 0; y < HEIGHT; y++) padded.set(a.data.subarray(y * WIDTH, (y + 1) * WIDTH), 7 + y * 80);
    expect(compare(a, { data: padded, offset: 7, stride: 80 }).psnrDb).toBe(100);
  });
});

describe('scaleLuma', () => {
  it('keeps a plane of the same size as it is', () => {
    const { data } = plane(texture);
    expect(scaleLuma(plane(texture), WIDTH, HEIGHT, WIDTH, HEIGHT)).toEqual(data);
  });

  it('keeps a slope a slope: centres are aligned', () => {
    const wide = scaleLuma(
      plane((x) => 40 + x * 4, 32, 8),
      32,
      8,
      64,
      16,
    );
    // Half the step, from a quarter of the old step on.
    expect([...wide.subarray(1, 9)]).toEqual([41, 43, 45, 47, 49, 51, 53, 55]);
  });
});
