import { describe, expect, it } from 'vitest';
import type { Plane } from '../../../src/browser/quality/plane.ts';
import { scalePlane } from '../../../src/browser/quality/scale-plane.ts';
import { SceneComparer } from '../../../src/browser/quality/scene-comparer.ts';
import { Scene } from '../../../src/browser/source/scene.ts';
import { paintTimeCode } from '../../../src/browser/time-code.ts';

const [WIDTH, HEIGHT] = [640, 360];
const publisher = new Scene(WIDTH, HEIGHT);
publisher.prepare();
const comparer = new SceneComparer(WIDTH, HEIGHT);

/** Returns the luma of frame n as the publisher makes it. */
function made(n: number): Plane {
  const picture = new Uint8Array(publisher.byteLength);
  publisher.render(n, picture);
  paintTimeCode(picture, WIDTH, HEIGHT, n, 1_700_000_000_000 + n);
  return { data: picture, offset: 0, stride: WIDTH };
}

describe('SceneComparer', () => {
  it.each([0, 1, 2, 149, 150, 1000])('reproduces frame %d as the publisher made it', (n) =>
    expect(comparer.compare(n, made(n), WIDTH, HEIGHT)).toEqual({ ssim: expect.closeTo(1, 12), psnrDb: 100 }),
  );

  it('reproduces frames of any scene in any order, although it keeps only two planes of shelves', () => {
    for (let n = 0; n < 1200; n += 57)
      for (const frame of [n, 1200 - n]) expect(comparer.compare(frame, made(frame), WIDTH, HEIGHT).psnrDb).toBe(100);
  });

  it('reproduces frames at 1080p too', () => {
    const [width, height] = [1920, 1080];
    const picture = new Uint8Array((width * height * 3) / 2);
    new Scene(width, height).render(77, picture);
    paintTimeCode(picture, width, height, 77, 1_700_000_000_077);
    const similarity = new SceneComparer(width, height).compare(
      77,
      { data: picture, offset: 0, stride: width },
      width,
      height,
    );
    expect(similarity).toEqual({ ssim: expect.closeTo(1, 12), psnrDb: 100 });
  });

  it('tells another frame from the right one', () => {
    const { ssim, psnrDb } = comparer.compare(301, made(300), WIDTH, HEIGHT);
    expect(ssim).toBeLessThan(0.9);
    expect(psnrDb).toBeLessThan(30);
  });

  it('scales a smaller picture up first, and counts what it lost', () => {
    const { data } = made(90);
    const at = (divisor: number) => {
      const [width, height] = [WIDTH / divisor, HEIGHT / divisor];
      const small = scalePlane({ data, offset: 0, stride: WIDTH }, WIDTH, HEIGHT, width, height);
      return comparer.compare(90, { data: small, offset: 0, stride: width }, width, height).ssim;
    };
    // The centres are aligned: a pixel off, the half-size picture would be below 0.5 (fine print and grain).
    expect(at(2)).toBeGreaterThan(0.55);
    expect(at(2)).toBeLessThan(0.98);
    expect(at(4)).toBeLessThan(at(2));
  });
});
