import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Scene } from '../../../src/media/page/scene.ts';
import { stripHeight } from '../../../src/media/page/time-code.ts';

/** The picture is part of what recordings mean: old ones are compared with frames made again. A change here is one there. */
const FRAMES: readonly (readonly [number, string])[] = [
  [0, '60809edf2b91d787'],
  [149, '19985acc4632ccac'],
  [150, 'f29857f9b755ece4'],
  [1000, '2c7dd8bef78862b7'],
];

describe('the presenter scene', () => {
  it.each(FRAMES)('makes frame %d bit for bit', (n, hash) => {
    expect(hashOf(render(new Scene(320, 180), n))).toBe(hash);
  });

  it('is a function of the frame number alone, whatever was drawn before', () => {
    const scene = new Scene(320, 180);
    for (const n of [1, 700, 3]) render(scene, n);
    expect(hashOf(render(scene, 1000))).toBe(hashOf(render(new Scene(320, 180), 1000)));
  });

  it('draws every pixel below the time code’s strip, and none in it', () => {
    for (const [width, height] of [
      [320, 180],
      [180, 320],
      [642, 362],
    ] as const) {
      const scene = new Scene(width, height);
      const on = (value: number) => {
        const picture = new Uint8Array(scene.byteLength).fill(value);
        scene.render(140, picture);
        return picture;
      };
      const [black, white] = [on(0), on(255)];
      const strip = stripHeight(height);
      expect(new Set(black.subarray(0, strip * width))).toEqual(new Set([0]));
      expect(hashOf(black.subarray(strip * width, width * height))).toBe(
        hashOf(white.subarray(strip * width, width * height)),
      );
    }
  });

  it('stays within video levels', () => {
    const picture = render(new Scene(320, 180), 75).subarray(320 * stripHeight(180), 320 * 180);
    expect(picture.reduce((least, luma) => Math.min(least, luma))).toBeGreaterThanOrEqual(16);
    expect(picture.reduce((most, luma) => Math.max(most, luma))).toBeLessThanOrEqual(235);
  });

  it('changes from each frame to the next', () => {
    const scene = new Scene(320, 180);
    const hashes = Array.from({ length: 300 }, (_, n) => hashOf(render(scene, n)));
    for (const [n, hash] of hashes.entries()) expect(hash).not.toBe(hashes[n + 1]);
  });
});

function render(scene: Scene, n: number): Uint8Array {
  const picture = new Uint8Array(scene.byteLength);
  scene.render(n, picture);
  return picture;
}

function hashOf(picture: Uint8Array): string {
  return createHash('sha256').update(picture).digest('hex').slice(0, 16);
}
