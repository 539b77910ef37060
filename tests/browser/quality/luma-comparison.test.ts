import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { blockSumsCodeText } from '../../../scripts/generate/block-sums-code-text.ts';
import { BlockSums } from '../../../src/browser/quality/block-sums.ts';
import { LumaComparison } from '../../../src/browser/quality/luma-comparison.ts';
import { type Plane, rowsFrom } from '../../../src/browser/quality/plane.ts';
import { scalePlane } from '../../../src/browser/quality/scale-plane.ts';

const [WIDTH, HEIGHT] = [64, 40];

const plane = (at: (x: number, y: number) => number, width = WIDTH, height = HEIGHT): Plane => ({
  data: Uint8Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width))),
  offset: 0,
  stride: width,
});
const texture = (x: number, y: number) =>
  128 + Math.round(60 * Math.sin(x / 3) * Math.cos(y / 5)) + ((x * 7 + y * 13) % 11);
const noise = (x: number, y: number) => texture(x, y) + ((x * 31 + y * 17) % 9) - 4;
/** Compares the rows from `fromRow` on, in strips of `strip` rows. */
function compare(a: Plane, b: Plane, { width = WIDTH, height = HEIGHT, fromRow = 0, strip = HEIGHT } = {}) {
  const comparison = new LumaComparison(new BlockSums(width));
  for (let row = fromRow; row < height; row += strip)
    comparison.add(rowsFrom(a, row), rowsFrom(b, row), Math.min(strip, height - row));
  return comparison.similarity;
}

/** Computes SSIM by its definition, window by window. */
function byDefinition(a: Plane, b: Plane, width = WIDTH, height = HEIGHT): number {
  const windows: number[] = [];
  for (let y = 0; y + 8 <= height; y += 4)
    for (let x = 0; x + 8 <= width; x += 4) {
      const of = ({ data, stride }: Plane) =>
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

describe('LumaComparison', () => {
  it('finds no difference between equal planes', () =>
    expect(compare(plane(texture), plane(texture))).toEqual({ ssim: expect.closeTo(1, 12), psnrDb: 100 }));

  it('computes SSIM as defined, over windows of 8x8, 4 apart', () => {
    const noisy = plane(noise);
    expect(compare(plane(texture), noisy).ssim).toBeCloseTo(byDefinition(plane(texture), noisy), 10);
  });

  it.each([8, 12, 19, 60, 76, 854])('is right for planes %i wide, whose last columns fill no group', (width) => {
    const [a, b] = [plane(texture, width), plane(noise, width)];
    expect(compare(a, b, { width }).ssim).toBeCloseTo(byDefinition(a, b, width), 10);
    const used = width - (width % 4);
    const squares = a.data.reduce(
      (sum, value, i) => sum + (i % width < used ? (value - (b.data[i] ?? Number.NaN)) ** 2 : 0),
      0,
    );
    expect(compare(a, b, { width }).psnrDb).toBeCloseTo(10 * Math.log10(255 ** 2 / (squares / (used * HEIGHT))), 10);
  });

  it('does not overflow where planes differ most', () => {
    const [white, black] = [plane(() => 255), plane(() => 0)];
    expect(compare(white, black).psnrDb).toBe(0);
    expect(compare(white, white).ssim).toBeCloseTo(1, 12);
  });

  it('gives the same in strips, and for the next pair', () => {
    const [a, b] = [plane(texture), plane(noise)];
    const whole = compare(a, b);
    expect([compare(a, b, { strip: 4 }), compare(a, b, { strip: 16 })]).toEqual([whole, whole]);
    const sums = new BlockSums(WIDTH);
    new LumaComparison(sums).add(a, a, HEIGHT);
    const next = new LumaComparison(sums);
    next.add(a, b, HEIGHT);
    expect(next.similarity).toEqual(whole);
  });

  it('has no SSIM for less than a window', () => {
    expect(compare(plane(texture), plane(noise), { height: 4 }).ssim).toBeNaN();
    expect(compare(plane(texture, 4), plane(noise, 4), { width: 4 }).ssim).toBeNaN();
  });

  it('runs the code of block-sums.wat (npx tsx scripts/generate-block-sums.ts renews it)', async () =>
    expect(await readFile(new URL('../../../src/browser/quality/block-sums-code.ts', import.meta.url), 'utf8')).toBe(
      await blockSumsCodeText(),
    ));

  it('computes PSNR as defined', () => {
    // 5 levels off everywhere: 10 log10(255² / 25).
    expect(
      compare(
        plane(texture),
        plane((x, y) => texture(x, y) + 5),
      ).psnrDb,
    ).toBeCloseTo(34.1514, 4);
  });

  it('falls as noise grows', () => {
    const similarities = [0, 4, 12, 40].map((most) =>
      compare(
        plane(texture),
        plane((x, y) => texture(x, y) + ((x * 31 + y * 17) % (most + 1)) - most / 2),
      ),
    );
    expect(similarities.map(({ ssim }) => ssim)).toEqual(similarities.map(({ ssim }) => ssim).sort((a, b) => b - a));
    expect(similarities.map(({ psnrDb }) => psnrDb)).toEqual(
      similarities.map(({ psnrDb }) => psnrDb).sort((a, b) => b - a),
    );
  });

  it('compares only the rows it is given, wherever a plane lies in its buffer', () => {
    const a = plane(texture);
    const spoilt = plane((x, y) => (y < 16 ? 0 : texture(x, y)));
    expect(compare(a, spoilt, { fromRow: 16 }).psnrDb).toBe(100);
    const padded = new Uint8Array(7 + 80 * HEIGHT).fill(255);
    for (let y = 0; y < HEIGHT; y++) padded.set(a.data.subarray(y * WIDTH, (y + 1) * WIDTH), 7 + y * 80);
    expect(compare(a, { data: padded, offset: 7, stride: 80 }).psnrDb).toBe(100);
  });
});

describe('scalePlane', () => {
  it('copies a plane of the same size', () => {
    const { data } = plane(texture);
    expect(scalePlane(plane(texture), WIDTH, HEIGHT, WIDTH, HEIGHT)).toEqual(data);
  });

  it('keeps a slope a slope, its centres aligned', () => {
    const wide = scalePlane(
      plane((x) => 40 + x * 4, 32, 8),
      32,
      8,
      64,
      16,
    );
    // Half the old step, starting a quarter of it above the first value.
    expect([...wide.subarray(1, 9)]).toEqual([41, 43, 45, 47, 49, 51, 53, 55]);
  });
});
