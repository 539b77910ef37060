import { describe, expect, it } from 'vitest';
import { toBase64 } from '../../../src/browser/base64.ts';
import { bandRows, cutBands, framesPerComparison } from '../../../src/browser/quality/clip-bands.ts';
import { ClipComparer } from '../../../src/browser/quality/clip-comparer.ts';
import { BandCutter } from '../../../src/browser/source/reference-bands.ts';
import { Scene } from '../../../src/browser/source/scene.ts';
import { ReferenceBandBuffer } from '../../../src/participants/reference-band-buffer.ts';

const [WIDTH, HEIGHT, FPS] = [640, 360, 30];
const scene = new Scene(WIDTH, HEIGHT);
const lumaOf = (n: number) => {
  const data = new Uint8Array(WIDTH * HEIGHT);
  scene.renderLuma(n, data, 0, HEIGHT);
  return { data, offset: 0, stride: WIDTH };
};
const referenceOf = (frame: number) => ({
  frame,
  bands: toBase64(cutBands(lumaOf(frame), WIDTH, bandRows(frame / framesPerComparison(FPS), HEIGHT))),
});
const infoOf = (number: number) => ({ number, seenMs: number * 33, latencyMs: 90 });
const createComparer = () => new ClipComparer({ width: WIDTH, height: HEIGHT, fps: FPS });

describe('ClipComparer', () => {
  it('holds a picture until its reference arrives, and finds equal pictures equal', () => {
    const comparer = createComparer();
    comparer.hold(infoOf(40), lumaOf(40), WIDTH, HEIGHT);
    expect(comparer.wanted).toEqual([40]);
    expect(comparer.compare(referenceOf(50))).toBeUndefined();
    expect(comparer.compare(referenceOf(40))).toEqual({
      info: infoOf(40),
      similarity: { ssim: expect.closeTo(1, 9), psnrDb: expect.closeTo(100, 6) },
    });
    expect(comparer.wanted).toEqual([]);
  });

  it('tells another picture from the right one', () => {
    const comparer = createComparer();
    comparer.hold(infoOf(40), lumaOf(41), WIDTH, HEIGHT);
    expect(comparer.compare(referenceOf(40))?.similarity.ssim).toBeLessThan(0.9);
  });

  it('holds a bounded number of frames, the newest', () => {
    const comparer = createComparer();
    for (let n = 5; n <= 305; n += 10) comparer.hold(infoOf(n), lumaOf(0), WIDTH, HEIGHT);
    expect(comparer.wanted).toEqual([215, 225, 235, 245, 255, 265, 275, 285, 295, 305]);
  });
});

describe('BandCutter', () => {
  const numbersCut = (numbers: readonly number[]) => {
    const cutter = new BandCutter(FPS);
    for (const number of numbers) cutter.cut(lumaOf(0), WIDTH, HEIGHT, number);
    return cutter.take().map(({ frame }) => frame);
  };

  it('cuts three pictures a second, also of a clip that has none for some ticks', () => {
    expect(numbersCut(Array.from({ length: 30 }, (_, n) => n))).toEqual([0, 10, 20]);
    // 15 fps, whose pictures fall on odd ticks.
    expect(numbersCut(Array.from({ length: 15 }, (_, n) => 2 * n + 1))).toEqual([1, 11, 21]);
    expect(numbersCut([3, 9, 27, 28])).toEqual([3, 27]);
  });

  it('cuts where the viewer looks', () => {
    const cutter = new BandCutter(FPS);
    cutter.cut(lumaOf(41), WIDTH, HEIGHT, 41);
    const comparer = createComparer();
    comparer.hold(infoOf(41), lumaOf(41), WIDTH, HEIGHT);
    const [bands] = cutter.take();
    expect(bands && comparer.compare(bands)?.similarity.ssim).toBeCloseTo(1, 9);
  });
});

describe('bandRows', () => {
  it.each([360, 720, 1080])(
    'stays below the time code and above the end of %d rows, and covers all of them in time',
    (height) => {
      const seen = new Set<number>();
      for (let n = 0; n < 60; n++)
        for (const row of bandRows(n, height)) for (let y = row; y < row + 16; y++) seen.add(y);
      const rows = [...seen].sort((a, b) => a - b);
      expect(rows[0]).toBeGreaterThan(height / 10);
      expect(rows.at(-1)).toBeLessThan(height);
      expect(rows.length).toBeGreaterThan((height - (rows[0] ?? 0)) * 0.95);
    },
  );
});

describe('ReferenceBandBuffer', () => {
  it('keeps only the newest bands', () => {
    const buffer = new ReferenceBandBuffer();
    for (let frame = 0; frame < 400; frame += 10) buffer.add([{ frame, bands: String(frame) }]);
    expect(buffer.get([10, 380, 381]).map(({ frame }) => frame)).toEqual([380]);
  });
});
